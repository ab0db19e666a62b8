"""Text as it was stored before Unicode: encoders for the tests, from the published tables, the other way round than the program's."""

import unicodedata

_TCVN3 = (
    "Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§ ă¨ â© êª ô« ơ¬ ư\u00ad đ® àµ ả¶ ã· á¸ ạ¹ ằ» ẳ¼ ẵ½ ắ¾ ặÆ ầÇ ẩÈ ẫÉ ấÊ ậË èÌ ẻÎ ẽÏ éÐ ẹÑ ềÒ ểÓ ễÔ ếÕ ệÖ "
    "ì× ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ồå ổæ ỗç ốè ộé ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ừõ ửö ữ÷ ứø ựù ỳú ỷû ỹü ýý ỵþ"
)
_PAIRS = {pair[0]: pair[1] for pair in _TCVN3.split(" ")}
_VNI = (
    "aù aø aû aõ aï|áàảãạ aê aé aè aú aü aë|ăắằẳẵặ aâ aá aà aå aã aä|âấầẩẫậ eù eø eû eõ eï|éèẻẽẹ eâ eá eà eå eã eä|êếềểễệ í ì æ ó ò|íìỉĩị "
    "où oø oû oõ oï|óòỏõọ oâ oá oà oå oã oä|ôốồổỗộ ô ôù ôø ôû ôõ ôï|ơớờởỡợ uù uø uû uõ uï|úùủũụ ö öù öø öû öõ öï|ưứừửữự "
    "yù yø yû yõ î|ýỳỷỹỵ ñ|đ"
)
_VIQR = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": ".", "\u0302": "^", "\u0306": "(", "\u031b": "+"}


def _vni_pairs() -> dict[str, str]:
    pairs, waiting = dict[str, str](), list[str]()
    for piece in _VNI.split(" "):
        last, bar, letters = piece.partition("|")
        waiting.append(last)
        if bar:
            pairs |= dict(zip(letters, waiting, strict=True))
            waiting = []
    return pairs | {letter.upper(): stored.upper() for letter, stored in pairs.items()}


_VNI_PAIRS = _vni_pairs()


def tcvn3(text: str) -> str:
    """As stored for a font .VnTime; toned capitals become small letters, which a font of capitals shows as capitals."""
    return "".join(_PAIRS.get(char) or _PAIRS.get(char.lower(), char) for char in text)


def vni(text: str) -> str:
    """As stored for a font VNI-Times."""
    return "".join(_VNI_PAIRS.get(char, char) for char in text)


def viqr(text: str) -> str:
    """As written in e-mail."""
    return "".join(map(_viqr, text))


def _viqr(char: str) -> str:
    if char in "đĐ":
        return "dd" if char == "đ" else "DD"
    base, *marks = tuple(unicodedata.normalize("NFD", char))
    return base + "".join(_VIQR.get(mark, mark) for mark in sorted(marks, key=lambda mark: mark not in "\u0302\u0306\u031b"))


def misread(text: str, codec: str = "cp1252") -> str:
    """UTF-8 read in another code page; bytes without a character there become control characters."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode())


def cp1258(text: str) -> bytes:
    """Bytes of Windows-1258: the tone is a character of its own where no composed one exists."""
    return b"".join(map(_cp1258, text))


def _cp1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = tuple(unicodedata.normalize("NFD", char))
        shape = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
        tone = "".join(mark for mark in marks if mark not in shape)
        return (unicodedata.normalize("NFC", base + shape) + tone).encode("cp1258")
