"""Signs that text is in Unicode, and the syllables that papers in Vietnamese use most (``đ/c`` is two)."""

import re

_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0303\u0306\u0309\u031b\u0323\u1ea0-\u1ef9]")

FREQUENT = frozenset(
    """
a anh ba ban bao biên biết biểu bình bí bầu bằng bị bố bốn bộ bởi c cao chi cho chung chí chính chúng chăm chưa chương chất chặt chế chỉ
chị chỗ chờ chủ chức chữa con cá các cách cám cán còn có cô công cùng cũng cơ cư cả cảm cấp cần cụ cụm của cứ cử cửa danh do dung dân dưới
dưỡng dạy dẫn dục dụng dự em gia giao giá giám giáo giúp giải giới giờ giữ giữa gì gặp gửi hai hiểu hiện hoà hoạt hoặc hàng hành hình hòa
hóa hơn hướng hạn hạnh hải hằng hết hệ họ học họp hồ hỗ hội hợp hữu in khai khi khoa khoảng khu khác khó không khắc khỏe kinh kiến kiểm
kiện kế kết kể kỳ kỷ kỹ lao liên lo loại luận luật là làm lâm lãnh lê lên lý lĩnh lượng lại lần lập lễ lệ lịch lỗi lợi lực mua mà mình môi
mặt mỗi một mới mở mục mức nam nay nghe nghiêm nghiệm nghiệp nghĩa nghề nghị ngoài nguyên nguồn ngành ngày ngân người nhiều nhiệm nhà nhân
như nhất nhận nhập nhắc nhằm nhở những nào này nên nói nông năm năng nước nếu nền nội nữ phong phát phân phép phí phòng phó phú phương
phải phần phẩm phụ phục qua quan quy quyết quyền quà quá quân quý quả quản quốc quỹ ra rà rèn rõ rất sau sinh soát sách sáng sát sơ sản sẽ
số sống sở sửa sự thanh theo thi thiết thiếu thu thuật thuộc thành thái tháng thân thêm thì thôi thôn thông thư thương thường thấy thẻ thế
thể thị thống thời thụ thủ thứ thức thực tin tiêu tiến tiếp toàn tra triển trong trung truyền trách trên trình trí trước trường trưởng
trạng trả trần trẻ trị trợ trực tuyên tuổi tài tác tâm tình tích tính tôi tăng tư tương tướng tại tạo tất tập tặng tế tỉnh tốt tồn tổ tổng
từ từng tử tự tỷ vai viên việc việt và vào vì vùng văn vấn vẫn vận vật về vị vốn với vụ xem xuất xuống xác xây xã xét xử yêu yếu ích ông
úy ý đ đang đi điều điểm đoàn đào đây đã đó đúng đơn đường được đạo đạt đảm đảng đất đấu đầu đặc đến đề đều để địa định đọc đồng đổi độ
đội động đỡ ở ủng ủy ứng
""".split()
)


def written_in_unicode(text: str) -> bool:
    """True for text with letters or marks that no legacy encoding uses."""
    return bool(_UNICODE.search(text))
