from ccin.outbox.rules.mailings import Listed, for_reader, twice_addressed


def test_each_reader_finds_their_own_name_and_address_without_markup_of_theirs() -> None:
    words = 'Hello {ccin:name} <a href="{ccin:unsubscribe}">'

    plain = for_reader(words, name="O'Neill", unsubscribe="https://x/?a=1&b=2")
    html = for_reader(words, name='"><b>', unsubscribe='https://x/?a=1&b="', html=True)

    assert plain == 'Hello O\'Neill <a href="https://x/?a=1&b=2">'
    assert html == 'Hello &quot;&gt;&lt;b&gt; <a href="https://x/?a=1&amp;b=&quot;">'


def test_a_shared_mailbox_is_written_to_once() -> None:
    listed = [Listed("a", "Office@x.example"), Listed("b", " office@X.example"), Listed("c", "")]

    assert twice_addressed([*listed, Listed("d", "")]) == {"b"}
