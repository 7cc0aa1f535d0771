"""Each reader reads their own language, whoever came before them: what is kept or compiled for one
is not shown to the other.
"""

WORDS = {
    "zh_Hans": ("参加讨论", "征集附议", "还剩"),
    "en": ("Join the discussion", "Gathering support", " left"),
}


def read(client, lang: str, url: str) -> str:
    client.set_cookie("lang", lang)
    return client.get(url).data.decode()


def test_a_page_first_read_in_one_language_is_wholly_in_the_other_for_the_next_reader(site):
    url = f"/jiahe/proposals/{site.world.submitted('林一')}"
    for client in (site.client("resident"), site.client("deliberator")):
        for lang, other in (("zh_Hans", "en"), ("en", "zh_Hans"), ("zh_Hans", "en")):
            page = read(client, lang, url)
            assert all(word in page for word in WORDS[lang]), lang
            assert not any(word in page for word in WORDS[other][:2]), lang


def test_an_anonymous_reader_too(site):
    site.world.submitted("林一")
    client = site.app.test_client()
    for lang, other in (("en", "zh_Hans"), ("zh_Hans", "en"), ("en", "zh_Hans")):
        page = read(client, lang, "/jiahe/proposals")
        assert WORDS[lang][1] in page and WORDS[other][1] not in page
