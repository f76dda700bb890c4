from brink.home.demo.markup import body_blocks, rich_text


def resolve(target: str) -> int:
    return {"cs02": 7}[target]


def test_link_to_an_item_becomes_a_link_to_its_page() -> None:
    html = rich_text("Lees [dit](brink:cs02).", resolve)
    assert html == '<p>Lees <a linktype="page" id="7">dit</a>.</p>'


def test_hostile_markdown_comes_out_harmless() -> None:
    html = rich_text("<script>alert(1)</script>\n\n[x](javascript:alert(1)) **vet**", resolve)
    assert "<script" not in html
    assert "href" not in html
    assert "<strong>vet</strong>" in html


def test_headings_and_quotes_become_blocks_of_their_own() -> None:
    text = "Eerst dit.\n\n## Kop\n\nDan dat.\n\nEn zo.\n\n> ‘Mooi.’\n>\n> – lasser\n\nSlot."
    assert body_blocks(text, resolve) == [
        ("paragraph", "<p>Eerst dit.</p>"),
        ("heading", "Kop"),
        ("paragraph", "<p>Dan dat.</p>\n<p>En zo.</p>"),
        ("quote", {"text": "Mooi.", "source": "lasser"}),
        ("paragraph", "<p>Slot.</p>"),
    ]
