# ruff: noqa: E501 - pages and files are laid out as their formats want them
"""Twenty shapes of saved news pages, built around articles of our own words, each with the text that is its article's.

A shape is (name, page, day, paragraphs): the paragraphs in order, the headline first, furniture in none of them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Shape:
    """One page: its HTML, its day, the lines that are the article's, and words that must not come out."""

    name: str
    html: str
    day: date | None
    lines: tuple[str, ...]
    out: tuple[str, ...] = ()
    url: str | None = None


TOWNS = ("Marat", "Oldbridge", "Sefton Bay", "Qaram", "Lower Ness", "Tel Harun", "Vado", "Pirsk", "Ghoramara", "Nuevo Sol",
         "Beit Saran", "Kolokolo", "Tamsi", "Halden", "Ürgüt", "Santa Brígida", "Kyzyl Tash", "Dolna", "Ambo", "Ferro")  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def article(number: int) -> tuple[str, list[str]]:
    """Return (headline, paragraphs) of an article of our own, different for each number."""
    town = TOWNS[number % len(TOWNS)]
    count = 1_200 + 730 * number
    head = f"Thousands leave {town} as the river keeps rising"
    body = [
        f"{town.upper()} – About {count:,} people have left their homes in {town} since the river broke its banks, the "
        "provincial relief office said on Thursday, and more families were packing as the rain went on.",
        f"The office counted {count // 6:,} households in nine schools and two sports halls. “We have blankets for half of "
        "them,” said its head, who asked the capital for lorries and clean water.",
        f"In the quarter below the old market, {number + 3} people were killed when a wall gave way at night. Neighbours "
        "dug with their hands until soldiers arrived with machines towards dawn.",
        f"The bridge that links {town} with the main road is closed, so that food comes by boat only. Traders said that the "
        "price of flour had doubled within two days and that fuel was running out.",
        "Engineers hope to mend the dyke before the weekend. Until then nobody may return to the lower streets, the mayor "
        "said, although a few men went back to look after their animals.",
    ]
    return head, body


def _p(body: list[str]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in body)


def _words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


_NAV = """<header><div class="logo"><a href="/">The Example</a></div><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather 21 °C</a></li></ul></nav></header>"""
_FOOT = """<footer><ul><li><a href="/about">About us</a></li><li><a href="/terms">Terms of use</a></li></ul>
<p>Copyright 2024 The Example Media Group. All rights reserved.</p></footer>"""
_SHARE = """<div class="share-buttons social"><span>Share</span> <a href="#">Facebook</a> <a href="#">Twitter</a> 348 shares</div>"""
_RELATED = """<aside class="related"><h3>Read more</h3><ul><li><a href="/a">Storm kills 41 on the coast of Nulland</a></li>
<li><a href="/b">Volcano sends 9,000 to shelters</a></li></ul></aside>"""
_NEWSLETTER = """<div class="newsletter-signup"><h4>Get our newsletter</h4><p>Join 120,000 readers who receive our morning
briefing.</p><form><input type="email"><button>Sign up</button></form></div>"""


def _page(head: str, body: str, meta: str = "", title: str | None = None, attrs: str = "") -> str:
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title or head}</title>{meta}'
            f"<script>var x = 1; document.write('Tracked 555 people');</script></head><body{attrs}>{body}</body></html>")  # fmt: skip


def shapes() -> list[Shape]:
    """Return the twenty shapes."""
    made: list[Shape] = []

    def add(name: str, html: str, day: date | None, lines: list[str], *out: str, url: str | None = None) -> None:
        made.append(Shape(name, html, day, tuple(lines), ("Sport", "Copyright", *out), url))

    day = date(2017, 3, 9)
    head, body = article(0)
    add("newspaper with Open Graph", _page(head, f"""{_NAV}<main><article><h1>{head}</h1>{_SHARE}{_p(body)}</article>
        {_RELATED}</main>{_FOOT}""", f"""<meta property="og:title" content="{head}"><meta property="og:site_name"
        content="The Example"><meta property="article:published_time" content="2017-03-09T18:20:00+00:00">"""), day,
        [head, *body], "348 shares", "Volcano")  # fmt: skip

    day = date(2018, 7, 21)
    head, body = article(1)
    add("agency with JSON-LD", _page(head, f"""{_NAV}<div id="main"><h1 class="headline">{head}</h1><div class="byline">By
        Staff Writers</div><div class="story-body">{_p(body)}</div>{_RELATED}</div>{_FOOT}""",
        f"""<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{head}",
        "datePublished":"2018-07-21T05:00:00Z","dateModified":"2019-01-02T05:00:00Z","publisher":{{"@type":"Organization",
        "name":"Example Agency"}}}}</script>"""), day, [head, *body], "Volcano")  # fmt: skip

    day = date(2015, 11, 2)
    head, body = article(2)
    add("blog with a date under the headline", _page(head, f"""<div id="page"><div id="header"><h1><a href="/">Notes from the
        valley</a></h1></div><div class="post hentry"><h2 class="entry-title">{head}</h2><div class="entry-meta">Posted on
        <a href="/2015/11/02/x"><time class="entry-date" datetime="2015-11-02T09:00:00">{_words(day)}</time></a> by mara</div>
        <div class="entry-content">{_p(body)}</div></div><div id="comments"><h3>2 comments</h3><ol><li><p>Terrible, at least
        500 must have gone missing, I think.</p></li><li><p>Where can one give blankets?</p></li></ol></div></div>{_FOOT}"""),
        day, [head, *body], "500 must")  # fmt: skip

    day = date(2016, 5, 30)
    head, body = article(3)
    add("wire copy in one column of divs", _page(head, f"""<div class="wrap"><div class="hd">{head}</div><div class="dt">
        Published: 30 May 2016</div><div class="txt">{"".join(f"<div>{line}</div>" for line in body)}</div></div>{_FOOT}""",
        f'<meta property="og:title" content="{head}">'), day, [head, *body])  # fmt: skip

    day = date(2021, 2, 14)
    head, body = article(4)
    wall = """<div id="cookie-banner" class="cookie-consent overlay" role="dialog"><h2>We value your privacy</h2><p>We and our
        812 partners store and access information on a device, such as cookies, and process personal data.</p><button>Accept
        all</button><button>Reject all</button></div>"""
    add("cookie wall", _page(head, f"""{wall}{_NAV}<article><h1>{head}</h1>{_p(body)}</article>{_FOOT}""",
        '<meta name="date" content="2021-02-14">', attrs=' class="cookie-consent-open"'), day, [head, *body], "812 partners",
        "privacy")  # fmt: skip

    day = date(2022, 8, 30)
    head, body = article(5)
    other, others = article(6)
    third, thirds = article(7)
    add("infinite list: the next articles below", _page(head, f"""{_NAV}<div class="feed"><article class="story"
        id="s1"><h1>{head}</h1><time datetime="2022-08-30">30 Aug</time>{_p(body)}</article><article class="story"
        id="s2"><h1>{other}</h1><time datetime="2022-08-29">29 Aug</time>{_p(others)}</article><article class="story"
        id="s3"><h1>{third}</h1><time datetime="2022-08-28">28 Aug</time>{_p(thirds)}</article></div>{_FOOT}""",
        f'<meta property="og:title" content="{head}"><meta property="article:published_time" content="2022-08-30">'), day,
        [head, *body], TOWNS[6], TOWNS[7])  # fmt: skip

    day = date(2019, 4, 1)
    head, body = article(8)
    figure = """<figure class="image"><img src="a.jpg" alt="Boats"><figcaption>Boats wait for 77 passengers. Photo: A. Person /
        Example Pictures</figcaption></figure>"""
    add("pictures with captions", _page(head, f"""{_NAV}<main><article><h1>{head}</h1>{figure}{_p(body[:2])}
        <div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">A school with 66 beds. EPA/Example</p></div>
        {_p(body[2:])}</article></main>{_FOOT}""", '<meta name="pubdate" content="2019-04-01T11:00:00">'), day, [head, *body],
        "77 passengers", "66 beds")  # fmt: skip

    day = date(2017, 3, 10)
    head, body = article(9)
    post = "Camp Two is full; we sent 640 people on to the next town today."
    tweet = f"""<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">{post}</p>&mdash; Relief Desk
        (@reliefdesk) <a href="https://twitter.com/reliefdesk/status/83">March 8, 2017</a></blockquote><script async
        src="//platform.twitter.com/widgets.js"></script>"""
    add("embedded posts", _page(head, f"""{_NAV}<article><h1>{head}</h1>{_p(body[:2])}{tweet}{_p(body[2:])}</article>
        {_SHARE}{_FOOT}""", '<meta property="article:published_time" content="2017-03-10T01:00:00Z">'), day,
        [head, *body[:2], post, "— Relief Desk (@reliefdesk) March 8, 2017", *body[2:]], "348 shares")  # fmt: skip

    day = date(2014, 9, 12)
    head, body = article(10)
    rows = (("District", "Families", "Dead"), ("North", "1,210", "4"), ("South", "310", "0"))
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"
    add("situation report with a table", _page(head, f"""{_NAV}<div class="content"><h1>{head}</h1><p class="meta">Situation
        Report No. 4 – 12 September 2014</p>{_p(body[:3])}{table}{_p(body[3:])}</div>{_FOOT}"""), day,
        [head, "Situation Report No. 4 – 12 September 2014", *body[:3], *(" | ".join(row) for row in rows), *body[3:]])  # fmt: skip

    day = date(2020, 10, 30)
    head, body = article(11)
    add("old page laid out with tables", f"""<html><head><title>{head}</title><meta name="DC.date.issued" content="2020-10-30">
        </head><body bgcolor="#ffffff"><table width="100%"><tr><td colspan="2"><a href="/">Home</a> | <a href="/sport">Sport</a>
        </td></tr><tr><td width="150" valign="top"><a href="/1">News</a><br><a href="/2">Radio</a><br><a href="/3">Maps</a>
        </td><td><font size="5"><b>{head}</b></font><br><br>{"<br><br>".join(body)}</td></tr><tr><td colspan="2">Copyright 2020
        Example Radio</td></tr></table></body></html>""", day, [head, *body], "Radio\n")  # fmt: skip

    day = date(2023, 2, 7)
    head, body = article(12)
    lines = [f"<p><strong>14:0{n}</strong> {line}</p>" for n, line in enumerate(body)]
    add("live blog", _page(head, f"""{_NAV}<main><h1>{head}</h1><div class="live-blog">{"".join(lines)}</div>{_SHARE}</main>
        {_FOOT}""", """<script type="application/ld+json">{"@type":"LiveBlogPosting","datePublished":"2023-02-07T14:00:00+03:00"}
        </script>"""), day, [head, *(f"14:0{n} {line}" for n, line in enumerate(body))], "348 shares")  # fmt: skip

    day = date(2017, 8, 16)
    head, body = article(13)
    add("lists inside the article", _page(head, f"""{_NAV}<article><header><h1>{head}</h1><p>Updated <time
        datetime="2017-08-16">16 August</time></p></header>{_p(body[:2])}<h2>What is known</h2><ul><li>{body[2]}</li><li>{body[3]}
        </li></ul><p>{body[4]}</p></article>{_NEWSLETTER}{_FOOT}"""), day,
        [head, *body[:2], "What is known", *body[2:]], "120,000 readers")  # fmt: skip

    day = date(2016, 10, 24)
    head, body = article(14)
    add("news letter sign-up and teasers between paragraphs", _page(head, f"""{_NAV}<article><h1>{head}</h1>{_p(body[:1])}
        {_NEWSLETTER}{_p(body[1:3])}<div class="related-inline"><a href="/x">Read also: Quake kills 30 in the hills</a></div>
        {_p(body[3:])}</article>{_FOOT}""", '<meta itemprop="datePublished" content="2016-10-24">'), day, [head, *body],
        "120,000 readers", "Quake kills 30")  # fmt: skip

    day = date(2013, 6, 20)
    head, body = article(15)
    add("date only in the address", _page(head, f"""{_NAV}<div class="article"><h1>{head}</h1>{_p(body)}</div>{_FOOT}""",
        '<link rel="canonical" href="https://example.org/2013/06/20/river.html">'), day, [head, *body],
        url="https://example.org/2013/06/20/river.html")  # fmt: skip

    day = date(2018, 12, 23)
    head, body = article(16)
    add("mobile page with hidden parts", _page(head, f"""{_NAV}<div style="display:none"><p>Subscribe now for 1 euro a month to
        read all 5,000 articles of our archive and hear our reporters' stories.</p></div><article class="amp"><h1>{head}</h1>
        <div class="date">23.12.2018</div>{_p(body)}</article>{_FOOT}""",
        '<meta property="article:published_time" content="2018-12-23T00:10:00+07:00">'), day, [head, *body], "1 euro")  # fmt: skip

    day = date(2017, 9, 8)
    head, body = article(17)
    add("updated later", _page(head, f"""{_NAV}<main><article><h1>{head}</h1><p class="dates"><span>Published 8 September
        2017</span> · <span>Updated 3 January 2019</span></p>{_p(body)}</article></main>{_FOOT}""",
        """<meta property="article:published_time" content="2017-09-08T12:00:00Z"><meta property="article:modified_time"
        content="2019-01-03T12:00:00Z">"""), day, [head, *body])  # fmt: skip

    day = date(2021, 8, 14)
    head = "Des milliers de personnes quittent la vallée de Tamsi"
    body = ["Quelque 3 400 personnes ont fui leurs maisons à Tamsi depuis mardi, a annoncé vendredi la protection civile, qui "
            "craint de nouvelles pluies dans la nuit et demande des bateaux.",
            "« Nous dormons à l’école avec les enfants », a raconté une habitante. Au moins douze personnes sont portées "
            "disparues dans les villages en aval du barrage.",
            "Le gouvernement a promis des tentes pour 800 familles et une enquête sur l’entretien des digues, dont les "
            "réparations attendaient depuis deux ans."]  # fmt: skip
    add("French page", _page(head, f"""<nav><a href="/">Accueil</a> <a href="/s">Sports</a></nav><main><article><h1>{head}</h1>
        <p class="publie">Publié le : 14/08/2021 - 10:12</p>{_p(body)}</article></main><footer><p>© 2021 Exemple. Tous droits
        réservés.</p></footer>""", '<meta property="article:published_time" content="2021-08-14T08:12:00Z">'), day,
        [head, *body], "Tous droits")  # fmt: skip

    day = date(2014, 8, 11)
    head = "آلاف العائلات تغادر بلدة بيت ساران بعد الفيضان"
    body = ["غادر نحو أربعة آلاف شخص منازلهم في بلدة بيت ساران منذ يوم الثلاثاء، وفق ما أعلنته هيئة الإغاثة المحلية، التي طلبت "
            "قوارب وخياما ومياها صالحة للشرب من العاصمة.",
            "وقال رئيس الهيئة إن ستمئة عائلة تقيم الآن في المدارس، وإن الجسر الذي يربط البلدة بالطريق الرئيسي ما زال مغلقا أمام "
            "الشاحنات.",
            "وأضاف أن المهندسين يأملون في إصلاح السد قبل نهاية الأسبوع، وأن العودة إلى الأحياء المنخفضة ممنوعة حتى ذلك الحين."]  # fmt: skip
    add("Arabic page", _page(head, f"""<nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav><main dir="rtl"><article>
        <h1>{head}</h1><time datetime="2014-08-11">11 آب 2014</time>{_p(body)}</article></main><footer><p>جميع الحقوق محفوظة</p>
        </footer>"""), day, [head, *body], "الحقوق")  # fmt: skip

    day = date(2012, 12, 5)
    head, body = article(18)
    add("press release with a dateline", _page(f"{head} | Example Relief", f"""{_NAV}<section><h1>{head}</h1><h4>Press release,
        5 December 2012</h4>{_p(body)}<p>Media contact: press desk, +00 123 456, press@example.org</p></section>{_FOOT}"""),
        day, [head, "Press release, 5 December 2012", *body, "Media contact: press desk, +00 123 456, press@example.org"])  # fmt: skip

    day = date(2020, 1, 13)
    head, body = article(19)
    add("comments and most-read beside", _page(head, f"""{_NAV}<div class="row"><div class="col-8"><h1>{head}</h1><div
        class="author-box"><p>By A. Writer, who has covered rivers since 1998.</p></div><div itemprop="articleBody">{_p(body)}
        </div><div class="comments-area" id="comments"><h3>Comments (14)</h3><div class="comment"><p>I heard of 90 dead in the
        hills, nobody tells us.</p></div></div></div><div class="col-4 sidebar"><h3>Most read</h3><ol><li><a href="/1">Fire
        drives 2,000 from homes</a></li><li><a href="/2">Dam breaks, 11 missing</a></li></ol></div></div>{_FOOT}""",
        '<meta property="article:published_time" content="2020-01-13T07:00:00-05:00">'), day, [head, *body], "90 dead",
        "Fire\n", "11 missing")  # fmt: skip
    return made
