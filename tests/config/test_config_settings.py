"""Settings come from the environment, and what is secret stays out of every print."""

import tomllib
from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, demo_path, load_settings

ROOT = Path(__file__).parents[2]
TEXTS = [tomllib.loads((ROOT / f"messages/{lang}/config.toml").read_text("utf-8")) for lang in ("zh", "en")]
NAMES = ["TOKEN", "DATABASE_URL", "DATA", "COMMUNITY", "API_URL", "PORT", "REQUEST_TIMEOUT", "LOG", "QWEATHER_KEY"]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"LIUBU_{name}", raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_without_any_variable() -> None:
    settings = load_settings()
    assert settings.token is None and settings.database_url is None and settings.community is None
    assert settings.data == Path("data")
    assert settings.api_url == "https://api.telegram.org"
    assert (settings.port, settings.request_timeout, settings.log) == (8080, 10, "console")


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUBU_TOKEN", "12:secret")
    monkeypatch.setenv("LIUBU_DATABASE_URL", "postgresql://user:secret@host/db")
    monkeypatch.setenv("LIUBU_DATA", "/srv/liubu")
    monkeypatch.setenv("LIUBU_COMMUNITY", "/etc/community.toml")
    monkeypatch.setenv("LIUBU_API_URL", "http://127.0.0.1:8081")
    monkeypatch.setenv("PORT", "9090")
    monkeypatch.setenv("LIUBU_REQUEST_TIMEOUT", "2.5")
    monkeypatch.setenv("LIUBU_LOG", "json")
    monkeypatch.setenv("LIUBU_QWEATHER_KEY", "secret-key")
    settings = load_settings()
    assert settings.qweather_key and settings.qweather_key.get_secret_value() == "secret-key"
    assert settings.token and settings.token.get_secret_value() == "12:secret"
    assert settings.database_url and settings.database_url.get_secret_value().startswith("postgresql://")
    assert (settings.data, settings.community) == (Path("/srv/liubu"), Path("/etc/community.toml"))
    assert (settings.api_url, settings.port) == ("http://127.0.0.1:8081", 9090)
    assert (settings.request_timeout, settings.log) == (2.5, "json")
    assert "secret" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_an_empty_variable_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIUBU_TOKEN", "")
    monkeypatch.setenv("PORT", "")
    assert (load_settings().token, load_settings().port) == (None, 8080)


def test_a_test_may_give_settings_by_name() -> None:
    assert Settings(port=0, data=Path("x")).port == 0


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "65536"),
        ("LIUBU_API_URL", "api.telegram.org"),
        ("LIUBU_REQUEST_TIMEOUT", "0"),
        ("LIUBU_LOG", "xml"),
        ("LIUBU_WEB_PORT", "65536"),
        ("LIUBU_WEB_URL", "duty.example.org"),
    ],
)
def test_a_wrong_variable_is_named_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("LIUBU_TOKEN", "12:secret")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    (problem,) = caught.value.problems
    assert problem.describe(*TEXTS).startswith(f"environment: [{variable}] ")
    assert "secret" not in caught.value.report(*TEXTS) + repr(caught.value)
    assert caught.value.__cause__ is None


def test_all_wrong_variables_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("LIUBU_LOG", "x")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert {problem.path for problem in caught.value.problems} == {("PORT",), ("LIUBU_LOG",)}


def test_the_demo_is_found_in_a_checkout_and_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo_path() == ROOT / "demo"
    monkeypatch.setattr("bot.__file__", str(tmp_path / "bot" / "__init__.py"))
    assert demo_path() == tmp_path / "demo"
    (tmp_path / "bot" / "demo").mkdir(parents=True)
    assert demo_path() == tmp_path / "bot" / "demo"
