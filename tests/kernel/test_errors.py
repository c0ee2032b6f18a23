from ccin.kernel.errors import Refused, Stale


def test_a_refusal_is_the_sentence_it_was_given() -> None:
    assert str(Refused("Choose a later date.")) == "Choose a later date."


def test_a_stale_edit_gives_back_what_was_sent() -> None:
    error = Stale(sent={"name": "Oldham"})

    assert error.sent == {"name": "Oldham"}
    assert str(error) == "Somebody else changed this record while you were editing it."


def test_a_stale_edit_may_say_it_in_its_own_words() -> None:
    error = Stale("Ada changed the class a minute ago.")

    assert (str(error), error.sent) == ("Ada changed the class a minute ago.", {})
