"""Minutes of the sample cell. The notation is explained in ``sample_texts``; every name and event is invented."""

T1 = "1. Biên bản/BB họp lệ T1-2021.docx"

MINUTES = {
    T1: """
Số 01-BB/CB | Vĩnh An, ngày 05 tháng 01 năm 2021
BIÊN BẢN
Họp lệ Chi bộ tháng 01 năm 2021
===
Hôm nay, vào lúc 16 giờ 30 phút, ngày 05 tháng 01 năm 2021, tại phòng họp Trường Mầm non Sen Hồng, Chi bộ Trường Mầm non Sen Hồng
  tổ chức họp lệ tháng 01 năm 2021.
# I. Thành phần
Tổng số đảng viên: 09 đồng chí; có mặt: 09/09; vắng: không.
Chủ trì: đồng chí Lê Ngọc Mai, Bí thư Chi bộ. Thư ký: đồng chí Phạm Kim Loan.
# II. Nội dung
# 1. Triển khai văn bản của cấp trên
Đồng chí Bí thư triển khai đến toàn thể đảng viên Nghị quyết số 15-NQ/ĐU của Đảng ủy Trường Cao đẳng Vĩnh An về nhiệm vụ năm 2021 và
  Công văn số 112-CV/ĐU về việc tổ chức Tết Nguyên đán Tân Sửu.
# 2. Thông tin thời sự
Đồng chí Phó Bí thư thông tin tình hình thời sự trong nước: công tác chuẩn bị Đại hội XIII của Đảng, tình hình dịch Covid-19 trong tỉnh.
Chi bộ tuyên truyền kỷ niệm 91 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2021) đến đảng viên, giáo viên và nhân viên.
# 3. Nhận diện biểu hiện suy thoái
Qua rà soát 82 biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống, “tự diễn biến”, “tự chuyển hóa”, trong tháng không có
  đảng viên nào vi phạm.
# 4. Đánh giá công tác tháng 12 năm 2020
Nhà trường nuôi dạy 312 trẻ ở 11 nhóm, lớp, bảo đảm an toàn tuyệt đối; đảng phí tháng 12 thu đủ.
Tư tưởng đảng viên, giáo viên ổn định, an tâm công tác. Chi bộ tiếp nhận 02 ý kiến của giáo viên về chế độ làm thêm giờ, đã trao đổi với
  Ban Giám hiệu để giải quyết.
# 5. Nhiệm vụ tháng 01 năm 2021
Tiếp tục bảo đảm an toàn cho trẻ; hoàn thành việc thu, nộp đảng phí trước ngày 20.
# III. Kết luận
Đồng chí Bí thư kết luận, 09/09 đảng viên biểu quyết thống nhất các nội dung trên.
Cuộc họp kết thúc vào lúc 17 giờ 45 phút cùng ngày, biên bản được thông qua trước chi bộ.
===
THƯ KÝ / Phạm Kim Loan | CHỦ TRÌ / Lê Ngọc Mai
""",
    "1. Biên bản/bien ban thang 02.docx": """
Số 02-BB/CB | Vĩnh An, ngày 04 tháng 02 năm 2021
BIÊN BẢN
Họp lệ Chi bộ tháng 02 năm 2021
===
Thời gian: 16 giờ 30 phút, ngày 04 tháng 02 năm 2021. Địa điểm: phòng họp Trường Mầm non Sen Hồng.
Thành phần: có mặt 08/09 đảng viên, vắng 01 đồng chí có lý do (đồng chí Đặng Văn Lâm đi công tác).
Chủ trì: đồng chí Lê Ngọc Mai, Bí thư Chi bộ. Thư ký: đồng chí Phạm Kim Loan.
# I. Thông tin, quán triệt
Đồng chí Bí thư quán triệt Kế hoạch số 20-KH/ĐU của Đảng ủy Trường Cao đẳng Vĩnh An về phát động thi đua đầu năm cho 08/09 đảng viên.
Thông tin thời sự: tình hình dịch Covid-19 trong nước, các biện pháp phòng, chống dịch của tỉnh trong dịp Tết.
# II. Đánh giá công tác tháng 01
Giáo viên tổ chức tốt hội chợ Xuân cho trẻ; chi bộ tặng 12 phần quà cho trẻ có hoàn cảnh khó khăn.
Tháng này chi bộ chưa nhận diện 82 biểu hiện suy thoái do bận chuẩn bị Tết Nguyên đán.
# III. Nhiệm vụ tháng 02
Phân công đảng viên trực Tết; đón trẻ trở lại trường đúng lịch.
Cuộc họp kết thúc vào lúc 17 giờ 30 phút cùng ngày với sự thống nhất của 08/08 đảng viên dự họp.
===
THƯ KÝ / Phạm Kim Loan | CHỦ TRÌ / Lê Ngọc Mai
""",
    "1. Biên bản/BB chi uy T3.docx": """
Số 03-BB/CB | Vĩnh An, ngày 03 tháng 3 năm 2021
BIÊN BẢN
Họp Chi ủy tháng 3 năm 2021
===
Hôm nay, ngày 03 tháng 3 năm 2021, tại phòng Hiệu trưởng, Chi ủy Chi bộ Trường Mầm non Sen Hồng họp chuẩn bị nội dung sinh hoạt chi bộ.
Thành phần: 03/03 chi ủy viên. Chủ trì: đồng chí Lê Ngọc Mai, Bí thư Chi bộ.
# 1. Triển khai văn bản
Đồng chí Bí thư triển khai Hướng dẫn số 06-HD/ĐU của Đảng ủy Trường Cao đẳng Vĩnh An đến các đồng chí chi ủy viên.
# 2. Nghe đoàn thể báo cáo
Đồng chí Chủ tịch Công đoàn báo cáo kết quả hoạt động quý I của Công đoàn; chi ủy cho ý kiến chỉ đạo việc chăm lo cho đoàn viên khó khăn.
# 3. Nhận diện biểu hiện suy thoái
Chi ủy rà soát 82 biểu hiện suy thoái, không có chi ủy viên nào vi phạm.
Cuộc họp kết thúc vào lúc 11 giờ cùng ngày.
===
THƯ KÝ / Nguyễn Thu Hà | CHỦ TRÌ / Lê Ngọc Mai
""",
    "1. Biên bản/BB T4 (chinh thuc).docx": """
Số 04-BB/CB | Vĩnh An, ngày 06 tháng 4 năm 2021
BIÊN BẢN
Sinh hoạt Chi bộ định kỳ tháng 4 năm 2021
===
Hôm nay, vào lúc 16 giờ 30 phút, ngày 06 tháng 4 năm 2021, Chi bộ Trường Mầm non Sen Hồng tổ chức sinh hoạt định kỳ tháng 4 năm 2021.
Có mặt: 09/09 đảng viên. Chủ trì: đồng chí Trần Thanh Phúc, Phó Bí thư. Thư ký: đồng chí Phạm Kim Loan.
# 1. Triển khai văn bản của cấp trên
Đồng chí Phó Bí thư triển khai đến 09/09 đảng viên Hướng dẫn số 33-HD/BTCTW của Ban Tổ chức Trung ương và Công văn số 131-CV/ĐU của
  Đảng ủy Trường Cao đẳng Vĩnh An về việc thu thập thông tin đảng viên.
# 2. Thông tin thời sự
# 3. Công tác xây dựng Đảng
Đảng phí quý I thu, nộp đủ. Đồng chí Thạch Sa Rinh được phân công giúp đỡ quần chúng Mai Ngọc Ánh.
Tháng tới chi bộ sẽ tổ chức nhận diện 82 biểu hiện suy thoái cho toàn thể đảng viên.
# 4. Công tác chuyên môn
Các lớp hoàn thành chủ đề “Phương tiện giao thông”; bếp ăn thực hiện đúng thực đơn, lưu mẫu thức ăn đủ 24 giờ.
Các nội dung trên được 09/09 đảng viên biểu quyết thống nhất. Cuộc họp kết thúc vào lúc 17 giờ 40 phút cùng ngày.
===
THƯ KÝ / Phạm Kim Loan | CHỦ TRÌ / Trần Thanh Phúc
""",
    "1. Biên bản/bb hop T5.pdf": """
Số 05-BB/CB | Vĩnh An, ngày 06 tháng 5 năm 2021
BIÊN BẢN
Họp lệ Chi bộ tháng 5 năm 2021
===
Hôm nay, vào lúc 16 giờ 30 phút, ngày 06 tháng 5 năm 2021, tại phòng họp Trường Mầm non Sen Hồng, Chi bộ Trường Mầm non Sen Hồng
  tổ chức họp lệ tháng 5 năm 2021.
# I. Thành phần
Tổng số đảng viên: 09 đồng chí; có mặt: 09/09. Chủ trì: đồng chí Lê Ngọc Mai, Bí thư Chi bộ.
# II. Nội dung
# 1. Quán triệt văn bản, thông tin thời sự
Đồng chí Bí thư quán triệt Chỉ thị số 45-CT/TW của Bộ Chính trị về lãnh đạo cuộc bầu cử đại biểu Quốc hội khóa XV và đại biểu Hội đồng
  nhân dân các cấp nhiệm kỳ 2021 - 2026 cho 09/09 đảng viên.
Đồng chí Phó Bí thư thông tin tình hình thời sự trong nước, thế giới và tình hình kinh tế - xã hội của tỉnh trong 4 tháng đầu năm.
Chi bộ triển khai Chỉ thị số 24-CT/TU ngày 26/9/2017 của Ban Thường vụ Tỉnh ủy về tiếp cận và xử lý thông tin trên mạng xã hội đến 09/09
  đảng viên. Trong tháng, đảng viên đã chia sẻ 18 tin, bài tích cực và đăng 02 bài phản bác thông tin xấu, độc trên Facebook cá nhân.
Chi bộ đã đấu tranh, phản bác các quan điểm sai trái, xuyên tạc về cuộc bầu cử trong nhóm phụ huynh của nhà trường.
# 2. Nhận diện biểu hiện suy thoái
Chi bộ tiến hành nhận diện 82 biểu hiện suy thoái: 09/09 đảng viên tự soi, tự sửa, không có đồng chí nào vi phạm.
Rà soát theo Quy định số 4842-QĐ/TU, trong tháng không có biểu hiện mới phát sinh.
Chi bộ nhận xét việc thực hiện bản cam kết đầu năm: đồng chí Võ Minh Tâm đã khắc phục được biểu hiện ngại va chạm, nể nang.
# 3. Học tập và làm theo Bác
Chi bộ biểu dương đồng chí Nguyễn Thu Hà có thành tích tốt trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
# 4. Đánh giá công tác tháng 4
Nhà trường hoàn thành khảo sát trẻ 5 tuổi chuẩn bị vào lớp Một; 11/11 lớp thực hiện đúng kế hoạch giáo dục.
Bếp ăn được Trung tâm Y tế kiểm tra, kết luận đạt yêu cầu về an toàn thực phẩm; khẩu phần ăn của trẻ được công khai hằng ngày tại cổng.
# 5. Ý kiến thảo luận
Đồng chí Huỳnh Bích Thủy: thống nhất với đánh giá của chi ủy; đề nghị sớm sửa mái che sân chơi trước mùa mưa.
Đồng chí Võ Minh Tâm: thống nhất; đề nghị tổ chuyên môn dự giờ chéo giữa các khối lớp để rút kinh nghiệm.
Đồng chí Bùi Diễm Hương: thống nhất; đề nghị rà soát lại đồ chơi ngoài trời đã cũ.
# 6. Nhiệm vụ tháng 5
Tổ chức lễ tổng kết cho trẻ 5 tuổi; kiểm kê tài sản cuối năm học; phối hợp với khu phố trong ngày bầu cử 23/5/2021.
Phân công đồng chí Đặng Văn Lâm phụ trách kiểm kê, đồng chí Nguyễn Thu Hà phụ trách lễ tổng kết.
# III. Kết luận
Đồng chí Bí thư tiếp thu các ý kiến và kết luận cuộc họp; 09/09 đảng viên biểu quyết thống nhất, đạt 100%.
Cuộc họp kết thúc vào lúc 18 giờ cùng ngày, biên bản được thông qua trước chi bộ.
===
THƯ KÝ / Phạm Kim Loan | CHỦ TRÌ / Lê Ngọc Mai
""",
    "1. Biên bản/SH chuyen de quy II.docx": """
Số 06-BB/CB | Vĩnh An, ngày 25 tháng 6 năm 2021
BIÊN BẢN
Sinh hoạt chuyên đề quý II năm 2021
===
Hôm nay, vào lúc 15 giờ, ngày 25 tháng 6 năm 2021, Chi bộ Trường Mầm non Sen Hồng tổ chức sinh hoạt chuyên đề quý II năm 2021.
Có mặt: 09/09 đảng viên. Chủ trì: đồng chí Lê Ngọc Mai, Bí thư Chi bộ. Thư ký: đồng chí Phạm Kim Loan.
# 1. Nội dung chuyên đề
Chi bộ triển khai chuyên đề toàn khóa “Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh về ý chí tự lực, tự cường và
  khát vọng phát triển đất nước phồn vinh, hạnh phúc” đến 09/09 đảng viên; đồng chí Nguyễn Thu Hà trình bày nội dung chuyên đề.
# 2. Thảo luận
Các đồng chí liên hệ việc tự làm đồ dùng, đồ chơi cho trẻ từ vật liệu sẵn có thay cho mua mới.
# 3. Kết luận
Đồng chí Bí thư kết luận, yêu cầu từng đảng viên vận dụng nội dung chuyên đề vào công việc. Cuộc họp kết thúc lúc 16 giờ 30 phút.
===
THƯ KÝ / Phạm Kim Loan | CHỦ TRÌ / Lê Ngọc Mai
""",
}
