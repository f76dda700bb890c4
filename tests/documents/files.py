"""Small real files, good and bad, made by the libraries that programs of people use too."""

import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pptx
import typst
from django.core.files.base import ContentFile
from docx.enum.text import WD_BREAK
from pptx.util import Cm
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from brink.pages.models import BrinkDocument


def pdf(*pages: str) -> bytes:
    source = "#set page(width: 12cm, height: 12cm)\n" + "\n#pagebreak()\n".join(pages)
    return typst.compile(source.encode())


def drawing() -> bytes:
    """A page as a scanner makes it: something to see, and no text."""
    return pdf("#rect(width: 4cm, height: 2cm)")


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Kruidenthee"))))
    writer.encrypt(password, owner_password="baas", algorithm="AES-256")
    return saved(writer.write)


def endless_pdf() -> bytes:
    """Some twenty kilobytes, of which reading takes minutes."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    words = StreamObject()
    words._data = zlib.compress(b"BT /F1 9 Tf (brood) Tj 1 0 0 1 3 3 Tm ET\n" * 150_000)
    words[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(words)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    page[NameObject("/Resources")] = named({"/Font": named({"/F1": named(font)})})
    return saved(writer.write)


def named(values: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(name): NameObject(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
    )


def word_file(*pages: str) -> bytes:
    """As people type it: pages that end where they said so."""
    document = docx.Document()
    for number, text in enumerate(pages):
        paragraph = document.add_paragraph()
        if number:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.add_run(text)
    return saved(document.save)


def with_table(text: str) -> bytes:
    document = docx.Document()
    document.add_table(rows=1, cols=2).cell(0, 1).text = text
    return saved(document.save)


def slides(*texts: str) -> bytes:
    deck = pptx.Presentation()
    for text in texts:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        box = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(3))
        box.text_frame.text = text
        slide.notes_slide.notes_text_frame.text = "Niet vergeten te lachen"
    return saved(deck.save)


def bomb(name: str, unit: bytes, times: int) -> bytes:
    """A Word file in which one part unpacks to `times` a megabyte of `unit`."""
    packed = BytesIO(word_file("Brood"))
    with ZipFile(packed) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part, data in parts.items():
            if part != name:
                target.writestr(part, data)
        with target.open(name, "w") as hole:
            hole.write(parts[name].rpartition(b"<w:sectPr")[0] or b"<x>")
            for _number in range(times):
                hole.write(unit * (1024 * 1024 // len(unit)))
    return out.getvalue()


def saved(write: Any) -> bytes:
    out = BytesIO()
    write(out)
    return out.getvalue()


def make_document(name: str, data: bytes, **fields: Any) -> BrinkDocument:
    """Uploaded; the fixture `media` keeps it out of the project."""
    fields = {"title": "Werkboek", **fields}
    return BrinkDocument.objects.create(file=ContentFile(data, name), **fields)


def replace_file(document: BrinkDocument, name: str, data: bytes) -> None:
    """As the form does it: the old file goes first, so the new one may get its name."""
    document.file.storage.delete(document.file.name)
    document.file = ContentFile(data, name)
    document._set_document_file_metadata()
    document.save()
