"""The checkers find a planted fault and stay quiet about a sound page: a green check means something."""

from playwright.sync_api import Browser

from tests.support.axe import violations
from tests.support.browser import collect_troubles, open_context
from tests.support.nu import check_html

SOUND = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Tavle</title></head>
<body><main><h1>Tavle</h1><button data-hx-get="/board" data-hx-status:422="swap:outerHTML">Flyt til</button>
</main></body></html>
"""


def test_nu_is_quiet_about_a_sound_page() -> None:
    assert check_html(SOUND) == []


def test_nu_reports_a_stray_end_tag() -> None:
    assert check_html(SOUND.replace("</main>", "</main></section>")) == ["3: Stray end tag “section”."]


def test_axe_is_quiet_about_a_sound_page(browser: Browser) -> None:
    with open_context(browser) as context:
        page = context.new_page()
        page.set_content(SOUND)
        assert violations(page) == []


def test_axe_reports_a_button_without_a_name(browser: Browser) -> None:
    with open_context(browser) as context:
        page = context.new_page()
        page.set_content(SOUND.replace("Flyt til", ""))
        assert [line.split(":")[0] for line in violations(page)] == ["button-name"]


def test_troubles_hold_script_errors_and_breaches_of_the_policy(browser: Browser) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="style-src \'self\'"></head>'
    with open_context(browser) as context:
        page = context.new_page()
        troubles = collect_troubles(page)
        page.set_content(SOUND.replace("</head>", policy).replace("<main>", '<main style="color:red">'))
        page.evaluate("() => { setTimeout(() => { throw new Error('planted') }) }")
        page.wait_for_function("() => true", polling=50)
        assert any("planted" in trouble for trouble in troubles)
        assert any("Content Security Policy" in trouble for trouble in troubles)
