"""Papers of the sample cell: an invented kindergarten of an invented college, year 2021, with the traps that real folders hold.

Notation: header part, body and signatures, divided by ``===``. The first line is ``number | date line``; a line ``@ …`` replaces the
cell's name, ``! …`` stands above everything; what follows is the title block. In the body ``# `` opens a heading, ``| `` a table row,
two blanks continue a paragraph. Signatures: ``office / name | office / name``; without a name the paper is not signed.
"""

from tests.sample_minutes import MINUTES, T1

SUPERIOR = "ĐẢNG ỦY TRƯỜNG CAO ĐẲNG VĨNH AN"
CELL = "CHI BỘ TRƯỜNG MẦM NON SEN HỒNG"

PAPERS = MINUTES | {
    "2. Báo cáo/BC T4.docx": """
Số 07-BC/CB | Vĩnh An, ngày 28 tháng 4 năm 2021
BÁO CÁO
kết quả công tác tháng 4, phương hướng nhiệm vụ tháng 5 năm 2021
===
# I. Kết quả công tác tháng 4
Nhà trường nuôi dạy 315 trẻ, tỷ lệ chuyên cần đạt 96%. Trong tháng không có đơn thư khiếu nại, tố cáo.
Chi bộ sinh hoạt định kỳ ngày 06/4, có 09/09 đảng viên tham dự.
# II. Phương hướng nhiệm vụ tháng 5
Tiếp tục tuyên truyền về bầu cử; chuẩn bị tổng kết năm học.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "2. Báo cáo/nhan dien Q1.pdf": """
Số 05-BC/CB | Vĩnh An, ngày 26 tháng 3 năm 2021
BÁO CÁO
kết quả nhận diện 82 biểu hiện suy thoái quý I năm 2021
===
Thực hiện chỉ đạo của Đảng ủy Trường Cao đẳng Vĩnh An, Chi bộ Trường Mầm non Sen Hồng báo cáo kết quả nhận diện biểu hiện suy thoái
  về tư tưởng chính trị, đạo đức, lối sống, “tự diễn biến”, “tự chuyển hóa” trong quý I năm 2021 như sau:
# 1. Kết quả
Có 09/09 đảng viên tự nhận diện; 02 đảng viên nhận 02 biểu hiện ở mức độ nhẹ, tập trung ở biểu hiện ngại học tập lý luận chính trị.
# 2. Kiến nghị
Đề nghị Đảng ủy mở lớp bồi dưỡng lý luận ngoài giờ để giáo viên mầm non có điều kiện tham gia.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "2. Báo cáo/6 thang dau nam.docx": """
Số 10-BC/CB | Vĩnh An, ngày 18 tháng 6 năm 2021
BÁO CÁO
sơ kết công tác 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2021
===
# I. Kết quả 6 tháng đầu năm
Chất lượng chăm sóc, giáo dục trẻ được giữ vững: 100% trẻ được theo dõi sức khỏe bằng biểu đồ tăng trưởng.
Trong 6 tháng, chi bộ nhận diện 82 biểu hiện suy thoái, có 03 lượt đảng viên nhận biểu hiện ở mức độ nhẹ.
Chi bộ chưa tiến hành kiểm tra đảng viên theo nghị quyết năm.
# II. Nhiệm vụ 6 tháng cuối năm
Tiến hành kiểm tra 01 đảng viên, giám sát 01 đảng viên; tuyển sinh đủ 315 trẻ cho năm học mới.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "2. Báo cáo/bao cao nam (ban chinh).docx": """
Số 18-BC/CB | Vĩnh An, ngày 05 tháng 01 năm 2022
BÁO CÁO
tổng kết công tác năm 2021, phương hướng, nhiệm vụ năm 2022
===
# I. Kết quả thực hiện nhiệm vụ chuyên môn
Năm 2021, nhà trường nuôi dạy 315/310 trẻ, đạt 101,6% kế hoạch; 100% trẻ 5 tuổi hoàn thành chương trình giáo dục mầm non.
Đồng chí Huỳnh Bích Thủy có sáng kiến “Góc vận động từ vật liệu tái chế”, được nhà trường công nhận, áp dụng ở 11/11 lớp, tiết kiệm
  14 triệu đồng tiền mua đồ chơi.
# II. Kết quả thực hiện các chỉ tiêu nghị quyết
| TT | Chỉ tiêu | Nghị quyết | Thực hiện
| 1 | Huy động trẻ 5 tuổi ra lớp | 100% | 100%
| 2 | Trẻ suy dinh dưỡng thể nhẹ cân | dưới 3% | 2,1%
| 3 | Kết nạp đảng viên mới | 02 đồng chí | 01 đồng chí
| 4 | Giáo viên dạy giỏi cấp trường trở lên | 80% | 85%
| 5 | Đảng viên hoàn thành tốt nhiệm vụ trở lên | 100% | 100%
# III. Công tác kiểm tra, giám sát
Chi bộ đã kiểm tra 01/01 đảng viên và giám sát 01/01 đảng viên theo nghị quyết năm, kết luận các đồng chí chấp hành tốt.
Trong năm không có đảng viên vi phạm phải xử lý kỷ luật; không có đơn thư khiếu nại, tố cáo.
# IV. Công tác phòng, chống tham nhũng, lãng phí
Mặt được: công khai tài chính mỗi quý, tiết kiệm 5% chi thường xuyên, không phát hiện trường hợp tham nhũng. Mặt chưa được: việc tiết kiệm
  điện ở các lớp chưa triệt để. Biện pháp: lắp đồng hồ điện riêng cho từng khối lớp.
# V. Phương hướng, nhiệm vụ năm 2022
Phấn đấu kết nạp 02 đảng viên mới; giữ vững danh hiệu trường đạt chuẩn quốc gia mức độ 1.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "2. Báo cáo/BC tong ket (cu).docx": """
Số 16-BC/CB | Vĩnh An, ngày 28 tháng 12 năm 2020
BÁO CÁO
tổng kết công tác năm 2020, phương hướng, nhiệm vụ năm 2021
===
# I. Kết quả công tác năm 2020
Năm 2020, nhà trường nuôi dạy 305 trẻ, đạt 98% kế hoạch. Chi bộ kết nạp 02/02 đảng viên, đạt 100% chỉ tiêu.
Chi bộ đã thực hiện Quy chế dân chủ, không có đơn thư khiếu nại, tố cáo.
# II. Phương hướng năm 2021
Tiếp tục nâng cao chất lượng chăm sóc, giáo dục trẻ; kết nạp 02 đảng viên.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "2. Báo cáo/BC thang 8.docx": """
@ CHI BỘ KHOA SƯ PHẠM
Số 21-BC/CB | Vĩnh An, ngày 27 tháng 8 năm 2021
BÁO CÁO
kết quả công tác tháng 8, phương hướng nhiệm vụ tháng 9 năm 2021
===
# I. Kết quả công tác tháng 8
Chi bộ Khoa Sư phạm lãnh đạo khoa hoàn thành 100% giờ giảng trực tuyến; 14/14 giảng viên tham gia tập huấn.
Trong tháng, chi bộ Khoa Sư phạm kết nạp 01 đảng viên là sinh viên.
# II. Phương hướng tháng 9
Chuẩn bị đón sinh viên khóa mới.
===
 | T/M CHI BỘ - BÍ THƯ / Ngô Quang Vinh
""",
    "3. NQ, KH/NQ 2021 - ban hanh.docx": """
Số 01-NQ/CB | Vĩnh An, ngày 30 tháng 12 năm 2020
NGHỊ QUYẾT
của Chi bộ Trường Mầm non Sen Hồng về nhiệm vụ năm 2021
===
Căn cứ Nghị quyết số 15-NQ/ĐU của Đảng ủy Trường Cao đẳng Vĩnh An về nhiệm vụ năm 2021, Chi bộ Trường Mầm non Sen Hồng thống nhất
  quyết nghị:
# I. CHỈ TIÊU
1. Huy động 100% trẻ 5 tuổi ra lớp.
2. Trẻ suy dinh dưỡng thể nhẹ cân dưới 3%.
3. Kết nạp 02 đảng viên mới.
4. Có 80% giáo viên dạy giỏi cấp trường trở lên.
5. 100% đảng viên hoàn thành tốt nhiệm vụ trở lên.
# II. NHIỆM VỤ, GIẢI PHÁP
# 1. Công tác kiểm tra, giám sát
Trong năm, chi bộ kiểm tra 01 đảng viên về chấp hành nguyên tắc tập trung dân chủ, giám sát 01 đảng viên về thực hiện bản cam kết.
# 2. Phòng, chống tham nhũng, lãng phí
Lãnh đạo thực hiện nghiêm Luật Phòng, chống tham nhũng và Luật Thực hành tiết kiệm, chống lãng phí; tiết kiệm 5% chi thường xuyên.
# 3. Lãnh đạo các đoàn thể
Lãnh đạo Công đoàn chăm lo đời sống người lao động, xây dựng Chi đoàn hoạt động đúng Điều lệ, tập trung vào phong trào tự làm đồ chơi.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "3. NQ, KH/nq lan 2.docx": """
! DỰ THẢO (lần 2)
Số      -NQ/CB | Vĩnh An, ngày      tháng 12 năm 2020
NGHỊ QUYẾT
của Chi bộ Trường Mầm non Sen Hồng về nhiệm vụ năm 2021
===
Căn cứ Nghị quyết của Đảng ủy cấp trên, Chi bộ Trường Mầm non Sen Hồng thống nhất quyết nghị:
# I. CHỈ TIÊU
1. Huy động 98% trẻ 5 tuổi ra lớp.
2. Kết nạp 03 đảng viên mới.
# II. NHIỆM VỤ, GIẢI PHÁP
Kiểm tra 02 đảng viên về thực hiện nhiệm vụ được giao. Thực hiện nghiêm Luật Phòng, chống tham nhũng.
===
 | T/M CHI BỘ - BÍ THƯ
""",
    "3. NQ, KH/KH khac phuc sau KD.docx": """
Số 02-KH/CB | Vĩnh An, ngày 15 tháng 01 năm 2021
KẾ HOẠCH
khắc phục hạn chế, khuyết điểm sau kiểm điểm tập thể năm 2020
===
# I. Mục đích, yêu cầu
Khắc phục dứt điểm các hạn chế, khuyết điểm của tập thể Chi ủy đã chỉ ra trong kiểm điểm năm 2020.
# II. Nội dung
| TT | Hạn chế, khuyết điểm | Biện pháp khắc phục | Người phụ trách | Thời hạn
| 1 | Sinh hoạt chuyên đề chưa đều | Lập lịch chuyên đề từng quý | Lê Ngọc Mai | Quý II/2021
| 2 | Gửi báo cáo tháng còn trễ | Phân công một đồng chí theo dõi | Phạm Kim Loan | Tháng 3/2021
| 3 | Hồ sơ đảng viên chưa đủ | Rà soát, bổ sung hồ sơ | Trần Thanh Phúc | Tháng 6/2021
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
    "4. Cam kết, kiểm điểm/Cam ket - Vo Minh Tam.docx": """
 | Vĩnh An, ngày 20 tháng 01 năm 2021
BẢN CAM KẾT
thực hiện Nghị quyết Trung ương 4 (khóa XII) năm 2021
===
Tôi tên: Võ Minh Tâm. Sinh ngày: 12/9/1986. Đảng viên Chi bộ Trường Mầm non Sen Hồng.
Qua học tập Nghị quyết Trung ương 4 (khóa XII), tôi cam kết thực hiện các nội dung sau trong năm 2021:
1. Giữ vững lập trường tư tưởng chính trị; khắc phục biểu hiện ngại va chạm, nể nang trong góp ý với đồng nghiệp.
2. Thực hành tiết kiệm điện, nước ở lớp Chồi 2; không dạy thêm trước chương trình lớp Một.
===
XÁC NHẬN CỦA CHI BỘ / Lê Ngọc Mai | NGƯỜI CAM KẾT / Võ Minh Tâm
""",
    "4. Cam kết, kiểm điểm/cam ket mau.docx": """
 | ………, ngày …… tháng …… năm 2021
BẢN CAM KẾT
thực hiện Nghị quyết Trung ương 4 (khóa XII) năm 2021
===
Tôi tên: ………………………………. Sinh ngày: ………………
Chức vụ: ………………………… Sinh hoạt tại Chi bộ: ………………………
1. Về tư tưởng chính trị: …………………………………………………
2. Về đạo đức, lối sống: …………………………………………………
3. Về “tự diễn biến”, “tự chuyển hóa”: …………………………………
===
XÁC NHẬN CỦA CHI BỘ | NGƯỜI CAM KẾT
""",
    "4. Cam kết, kiểm điểm/KD tap the 2021.docx": """
 | Vĩnh An, ngày 20 tháng 12 năm 2021
BẢN KIỂM ĐIỂM
tập thể Chi bộ Trường Mầm non Sen Hồng năm 2021
===
# I. Ưu điểm
Chi bộ giữ vững đoàn kết nội bộ; 10/10 đảng viên có việc làm cụ thể trong phòng, chống dịch, trong đó 03 đồng chí tham gia trực chốt.
# II. Hạn chế, khuyết điểm
Sinh hoạt chi bộ sáu tháng cuối năm chưa đều; hồ sơ kiểm tra, giám sát chưa lập theo biểu mẫu.
# III. Kết quả khắc phục hạn chế, khuyết điểm đã được chỉ ra ở kỳ kiểm điểm trước
Đã khắc phục 02/03 hạn chế, khuyết điểm nêu trong kiểm điểm năm 2020: bổ sung đủ hồ sơ đảng viên, phân công người theo dõi báo cáo.
# IV. Phương hướng khắc phục
Bảo đảm họp lệ hằng tháng, tổ chức sinh hoạt chuyên đề mỗi quý một lần.
===
 | T/M CHI BỘ - BÍ THƯ / Lê Ngọc Mai
""",
}

REGISTERS = {
    "5. Sổ sách/So CV di 2021.xlsx": (
        (SUPERIOR, CELL, "SỔ THEO DÕI CÔNG VĂN ĐI (HỆ ĐẢNG)", "Năm 2021"),
        ("STT", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "Người ký", "Nơi nhận"),
        (
            ("1", "02-KH/CB", "15/01/2021", "Kế hoạch khắc phục hạn chế, khuyết điểm sau kiểm điểm năm 2020", "Lê Ngọc Mai", "Đảng ủy"),
            ("2", "03-BC/CB", "29/01/2021", "Báo cáo kết quả công tác tháng 01", "Lê Ngọc Mai", "Đảng ủy"),
            ("3", "05-BC/CB", "26/3/2021", "Báo cáo nhận diện biểu hiện suy thoái quý I", "Lê Ngọc Mai", "Đảng ủy"),
            ("4", "07-BC/CB", "28/4/2021", "Báo cáo kết quả công tác tháng 4", "Lê Ngọc Mai", "Đảng ủy"),
            ("5", "10-BC/CB", "18/6/2021", "Báo cáo sơ kết 6 tháng đầu năm", "Lê Ngọc Mai", "Đảng ủy"),
        ),
    ),
    "5. Sổ sách/DS lop KND.xlsx": (
        (SUPERIOR, CELL, "DANH SÁCH", "Quần chúng ưu tú tham dự lớp bồi dưỡng nhận thức về Đảng năm 2021"),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ", "Thời gian học", "Ghi chú"),
        (
            ("1", "Mai Ngọc Ánh", "1994", "Giáo viên lớp Lá 1", "12/4 - 16/4/2021", ""),
            ("2", "Tô Hoài Nam", "1990", "Kế toán", "12/4 - 16/4/2021", "Nguồn năm 2022"),
        ),
    ),
}

COPIES = {"1. Biên bản/BB họp lệ T1-2021 - Copy.docx": T1}
UNREADABLE = {"VID_20210519.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"}
