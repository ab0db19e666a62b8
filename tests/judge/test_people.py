"""People: who personal papers are from."""

from pipeline.judge.people import members_of, people
from pipeline.model import Document, Kind, Passage, Profile, Role
from tests.conftest import minutes


def pledge(*lines: str) -> Document:
    return Document("ck.docx", tuple(map(Passage, lines)), Profile(kind=Kind.COMMITMENT))


def test_each_person_counts_once() -> None:
    papers = [
        pledge("BẢN CAM KẾT", "Họ và tên: Lê Thị Bưởi. Sinh hoạt tại chi bộ."),
        pledge("BẢN CAM KẾT", "Tôi tên là Trần Văn Cam, đảng viên."),
        pledge("BẢN CAM KẾT bổ sung", "Họ và tên: LÊ THỊ BƯỞI"),
        pledge("BẢN CAM KẾT", "Nội dung cam kết"),
    ]
    assert people(papers) == 3


def test_a_list_counts_by_its_rows() -> None:
    rows = [
        Passage("TT\tHọ và tên\tNgày nộp", role=Role.TABLE_HEADER, table=1),
        Passage("1\tLê Thị Bưởi\t03/4", role=Role.ROW, table=1),
        Passage("2\tTrần Văn Cam\t03/4", role=Role.ROW, table=1),
        Passage("\tCộng\t2", role=Role.ROW, table=1),
    ]
    listed = Document("ds.docx", tuple(rows), Profile(kind=Kind.LIST))
    assert people([listed, pledge("Họ tên: Trần Văn Cam")]) == 2


def test_members_are_told_in_many_ways() -> None:
    for line in ("Có mặt 12/13 đảng viên.", "Tổng số đảng viên: 13", "Có mặt: đủ 13/13.", "Chi bộ có 13 đảng viên."):
        assert members_of([minutes("BIÊN BẢN", line)]) == 13
