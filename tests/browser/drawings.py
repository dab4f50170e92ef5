"""Drawn photos for the walk: a street lamp and a stairwell, before and after. Nobody's real street is in them."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 960, 720
_FINE = 2  # drawn this much larger, then shrunk: smooth edges


class Sheet:
    """A sheet to draw on, in the photo's own pixels."""

    def __init__(self, top: Colour, bottom: Colour) -> None:
        ramp = Image.linear_gradient("L").resize((WIDTH * _FINE, HEIGHT * _FINE))
        self.image = Image.composite(Image.new("RGB", ramp.size, bottom), Image.new("RGB", ramp.size, top), ramp)
        self._pen = ImageDraw.Draw(self.image)

    def area(self, colour: Colour, *corners: Point) -> None:
        """A filled polygon."""
        self._pen.polygon([(x * _FINE, y * _FINE) for x, y in corners], colour)

    def box(self, colour: Colour, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """A filled rectangle."""
        corners = (x * _FINE, y * _FINE, (x + width) * _FINE, (y + height) * _FINE)
        self._pen.rounded_rectangle(corners, radius * _FINE, colour)

    def disc(self, colour: Colour, x: float, y: float, across: float, high: float | None = None) -> None:
        """A filled ellipse around a point."""
        half, tall = across / 2, (high or across) / 2
        corners = ((x - half) * _FINE, (y - tall) * _FINE, (x + half) * _FINE, (y + tall) * _FINE)
        self._pen.ellipse(corners, colour)

    def line(self, colour: Colour, width: float, *points: Point) -> None:
        """A line through points."""
        self._pen.line([(x * _FINE, y * _FINE) for x, y in points], colour, round(width * _FINE), "curve")

    def glow(self, colour: Colour, strength: int, blur: float, shape: Callable[[Sheet], None]) -> None:
        """Soft light in the form of what ``shape`` draws in white."""
        mask = Sheet((0, 0, 0), (0, 0, 0))
        shape(mask)
        soft = mask.image.convert("L").filter(ImageFilter.GaussianBlur(blur * _FINE))
        soft = soft.point([round(value * strength / 255) for value in range(256)])
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=soft)

    def jpeg(self) -> bytes:
        """The finished photo."""
        out = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=85)
        return out.getvalue()


WHITE: Colour = (255, 255, 255)


def lamp(lit: bool) -> bytes:
    """A lamp over a path between houses at night, dark or lit."""
    sheet = Sheet((24, 31, 56), (58, 62, 88))
    sheet.disc((214, 214, 196), 128, 108, 62)
    sheet.disc((28, 35, 60), 148, 98, 58)
    for x, y in ((260, 70), (330, 150), (450, 60), (720, 120), (820, 60), (900, 180), (60, 220)):
        sheet.disc((170, 176, 198), x, y, 4)
    _house(sheet, 40, 210, (2, 7, 8, 13))
    _house(sheet, 690, 160, (1, 6, 11, 12))
    sheet.box((44, 50, 56), 0, 540, WIDTH, 180)
    sheet.area((74, 76, 82), (390, 540), (560, 540), (800, HEIGHT), (170, HEIGHT))
    for x in (300, 352, 600, 648):
        sheet.disc((33, 52, 44), x, 530, 90, 74)
    if lit:
        _shine(sheet)
    _post(sheet, lit)
    return sheet.jpeg()


def _house(sheet: Sheet, x: float, y: float, lights: tuple[int, ...]) -> None:
    sheet.box((38, 42, 62), x, y, 230, 550 - y)
    sheet.area((30, 33, 50), (x - 14, y), (x + 244, y), (x + 214, y - 26), (x + 16, y - 26))
    for index in range(15):
        left, top = x + 24 + index % 3 * 68, y + 26 + index // 3 * 64
        sheet.box((233, 190, 106) if index in lights else (53, 58, 80), left, top, 46, 40, 3)
        sheet.line((38, 42, 62), 3, (left + 23, top), (left + 23, top + 40))


def _shine(sheet: Sheet) -> None:
    sheet.glow((255, 214, 130), 120, 26, lambda m: m.area(WHITE, (560, 236), (600, 236), (780, 690), (300, 690)))
    sheet.glow((255, 222, 150), 150, 22, lambda m: m.disc(WHITE, 545, 640, 430, 110))
    sheet.glow((255, 226, 160), 235, 30, lambda m: m.disc(WHITE, 580, 228, 120))


def _post(sheet: Sheet, lit: bool) -> None:
    steel = (118, 124, 134)
    sheet.line(steel, 12, (470, 650), (470, 236))
    sheet.line(steel, 9, (470, 240), (478, 206), (506, 192), (552, 196))
    sheet.box((92, 98, 108), 454, 622, 32, 34, 4)
    sheet.area((92, 98, 108), (540, 190), (612, 204), (616, 222), (544, 222))
    sheet.disc((255, 246, 214) if lit else (70, 74, 84), 580, 226, 58, 18)


def stairs(cluttered: bool) -> bytes:
    """A landing with its flight of stairs, full of boxes or swept clean."""
    sheet = Sheet((222, 218, 206), (204, 199, 186))
    sheet.box((159, 187, 176), 0, 330, WIDTH, 250)
    sheet.line((128, 158, 148), 5, (0, 330), (WIDTH, 330))
    sheet.area((150, 146, 138), (0, 560), (WIDTH, 560), (WIDTH, HEIGHT), (0, HEIGHT))
    for x in range(-200, WIDTH + 200, 120):
        sheet.line((138, 134, 126), 2, (x + 60, 560), (x - 40 + (x - 480) * 0.35, HEIGHT))
    sheet.line((138, 134, 126), 2, (0, 626), (WIDTH, 626))
    _window(sheet)
    _flight(sheet)
    _door(sheet)
    if cluttered:
        _clutter(sheet)
    else:
        sheet.glow((255, 250, 226), 120, 30, lambda m: m.area(WHITE, (300, 590), (470, 590), (430, 690), (220, 690)))
    return sheet.jpeg()


def _window(sheet: Sheet) -> None:
    sheet.box((240, 238, 230), 300, 70, 190, 190, 4)
    sheet.box((176, 208, 224), 312, 82, 166, 166)
    sheet.area((200, 224, 234), (312, 200), (430, 82), (478, 82), (312, 248))
    sheet.line((240, 238, 230), 8, (395, 82), (395, 248))
    sheet.line((240, 238, 230), 8, (312, 160), (478, 160))


def _flight(sheet: Sheet) -> None:
    for step in range(9):
        x, y = 560 + step * 46, 556 - step * 44
        sheet.area((184, 180, 170), (x, y), (WIDTH, y), (WIDTH, y + 46), (x, y + 46))
        sheet.box((206, 202, 192), x, y, WIDTH - x, 13)
    rail = (150, 62, 50)
    for step in range(0, 9, 2):
        x, y = 584 + step * 46, 556 - step * 44
        sheet.line((96, 100, 104), 6, (x, y + 6), (x, y - 118))
    sheet.line(rail, 15, (572, 446), (WIDTH, 74))


def _door(sheet: Sheet) -> None:
    sheet.box((112, 84, 66), 66, 170, 178, 396, 4)
    sheet.box((142, 104, 80), 78, 182, 154, 384, 3)
    for y in (206, 386):
        sheet.box((124, 90, 70), 100, y, 110, 150, 3)
    sheet.disc((214, 190, 120), 216, 374, 14)
    sheet.box((182, 44, 38), 128, 140, 54, 22, 2)


def _carton(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    right, back, up = x + width, x + width + 26, y - 20
    sheet.area((158, 118, 72), (right, y), (back, up), (back, up + height), (right, y + height))
    sheet.area((216, 176, 124), (x, y), (x + 26, up), (back, up), (right, y))
    sheet.box((194, 150, 98), x, y, width, height)
    sheet.box((226, 204, 160), x + width / 2 - 9, y, 18, height * 0.55)
    sheet.line((140, 104, 64), 3, (x + 14, y + height - 20), (x + 52, y + height - 20))


def _clutter(sheet: Sheet) -> None:
    _carton(sheet, 330, 470, 150, 130)
    _carton(sheet, 350, 366, 112, 92)
    _carton(sheet, 250, 548, 128, 106)
    _carton(sheet, 486, 560, 120, 96)
    for x in (622, 766):
        sheet.disc((52, 54, 58), x, 650, 108)
        sheet.disc((150, 146, 138), x, 650, 84)
        sheet.disc((90, 94, 98), x, 650, 16)
    frame = (44, 110, 150)
    sheet.line(frame, 9, (622, 650), (664, 548), (742, 548), (690, 650), (622, 650))
    sheet.line(frame, 9, (766, 650), (736, 522))
    sheet.line(frame, 8, (664, 548), (690, 650))
    sheet.line((40, 42, 46), 12, (640, 540), (686, 540))
    sheet.line((40, 42, 46), 10, (736, 522), (732, 500), (700, 496))
