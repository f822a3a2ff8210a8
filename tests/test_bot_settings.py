import pytest

from bot.__main__ import MISCONFIGURED, STOPPED, main
from bot.settings import MisconfiguredError, read_settings


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "SOUTHBOUND_INDEX", "SOUTHBOUND_PERSON_QUESTIONS"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_token_one_sentence_says_how_to_get_one(capsys):
    assert main([]) == MISCONFIGURED
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "https://discord.com/developers/applications" in told
    assert "DISCORD_TOKEN=… python -m bot" in told


@pytest.mark.parametrize("token", ["…", "two words", "line\nbreak", "токен"])
def test_what_cannot_be_a_token_is_told_and_not_repeated(monkeypatch, capsys, token):
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert main([]) == MISCONFIGURED
    told = capsys.readouterr().err
    assert told.startswith("DISCORD_TOKEN: ")
    assert "Bot > Reset Token" in told
    assert token not in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SOUTHBOUND_WORKER", "SOUTHBOUND_WORKER: there is no such setting; did you mean SOUTHBOUND_WORKERS?"),
        ("SOUTHBOUND_XYZZY", "SOUTHBOUND_XYZZY: there is no such setting. See .env.example"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_with_the_nearest(monkeypatch, name, told):
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv(name, "1")
    with pytest.raises(MisconfiguredError) as refused:
        read_settings()
    assert str(refused.value).startswith(told)


def test_a_value_that_cannot_be_is_named_with_what_was_expected(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("SOUTHBOUND_PERSON_QUESTIONS", "many")
    with pytest.raises(
        MisconfiguredError, match=r"SOUTHBOUND_PERSON_QUESTIONS: input should be a valid integer.*found 'many'"
    ):
        read_settings()


def test_a_missing_index_is_told_with_the_command_to_run(monkeypatch, capsys):
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("SOUTHBOUND_INDEX", "nowhere")
    assert main([]) == MISCONFIGURED
    assert "python -m index build" in capsys.readouterr().err


def test_settings_can_be_checked_before_there_is_an_index(monkeypatch, capsys):
    assert main(["settings"]) == MISCONFIGURED
    assert "DISCORD_TOKEN is not set" in capsys.readouterr().err
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("SOUTHBOUND_INDEX", "nowhere")
    assert main(["settings"]) == STOPPED


def test_a_dotenv_file_is_read(tmp_path):
    (tmp_path / ".env").write_text("DISCORD_TOKEN=abc\nSOUTHBOUND_WORKERS=3\n")
    settings = read_settings()
    assert settings.workers == 3
    assert settings.discord_token.get_secret_value() == "abc"


def test_the_token_is_not_in_what_is_printed(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(read_settings())
