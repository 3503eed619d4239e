"""When and where it happened and who says so, in the languages beside English: our own, published 10 May 2023."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

DAY = date(2023, 5, 10)  # a Wednesday

OUTLINE = """Cyclone Ada: what is known

At least 847 people had been reported killed as of Monday by the storm. What follows is the disaster in outline.

MOZAMBIQUE

On the night of 24 April the storm struck near Beira.

People killed: 602

ZIMBABWE

The storm came to the east on 26 April and flattened homes.

People killed: 185"""

DAYS = [
    # a weekday with its day and without the month
    ("fr", "Neuf villageois ont été tués le vendredi 5 au soir.", "Neuf", "2023-05-05", "2023-05-05"),
    ("fr", "Dans la nuit du jeudi 4 au vendredi 5, neuf villageois ont été tués.", "neuf", "2023-05-04", "2023-05-05"),
    ("es", "El viernes 5 por la noche murieron nueve campesinos.", "nueve", "2023-05-05", "2023-05-05"),
    ("es", "El lunes 11 familias salieron de la vereda.", "11", "2023-05-08", "2023-05-08"),
    # the day of an event is no day of telling
    ("fr", "L'incendie, qui s'est déclaré lundi, a chassé 300 riverains.", "300", "2023-05-08", "2023-05-10"),
    ("es", "El fuego, que se declaró el lunes, obligó a evacuar a 300 vecinos.", "300", "2023-05-08", "2023-05-10"),
    ("es", "La erupción, que comenzó el 2 de mayo, ha destruido ya 45 casas.", "45", "2023-05-02", "2023-05-10"),
    ("fr", "Quelque 300 riverains ont été tués en une seule journée.", "Quelque 300", "None", "2023-05-10"),
    ("es", "Unas 300 personas huyeron en un solo día.", "Unas 300", "None", "2023-05-10"),
    ("pt", "Cerca de 300 pessoas fugiram num só dia.", "Cerca de 300", "None", "2023-05-10"),
    ("fr", "Lundi, ils n'étaient encore que 580 réfugiés.", "580", "2023-05-08", "2023-05-08"),
    # a toll of a night counts on
    ("fr", "Le bilan du séisme qui a secoué la vallée dans la nuit de lundi à mardi est monté à 212 morts.", "212",
     "2023-05-08", "2023-05-10"),
    # a dateline that ends in a full stop
    ("es", "Quibdó, 9 de mayo de 2023. Unas 300 familias se desplazaron.", "Unas 300", "None", "2023-05-10"),
    ("fr", "Goma, le 9 mai 2023. Quelque 300 familles ont fui.", "Quelque 300", "None", "2023-05-10"),
    # lengths of several words
    ("en", "Over the past forty-eight hours 300 people fled.", "300", "2023-05-08", "2023-05-10"),
    ("en", "The slide killed 30 people thirty-five days ago.", "30", "2023-04-05", "2023-04-05"),
    ("en", "The storm hit twenty-one villages and 300 people fled two days ago.", "300", "2023-05-08", "2023-05-08"),
    ("fr", "Au cours des quarante-huit dernières heures, 300 personnes ont été tuées.", "300",
     "2023-05-08", "2023-05-10"),
    ("es", "En las últimas cuarenta y ocho horas murieron 300 personas.", "300", "2023-05-08", "2023-05-10"),
    ("pt", "Nas últimas setenta e duas horas morreram 300 pessoas.", "300", "2023-05-07", "2023-05-10"),
    # help is counted since it began, not since what it is for
    ("en", "A quake struck Alder on 2 May. The agency has given hot meals to 2,600 displaced people so far.", "2,600",
     "None", "2023-05-10"),
    ("en", "A quake struck Alder on 2 May. The State has so far provided tents to 970 persons.", "970",
     "None", "2023-05-10"),
    ("en", "A quake struck Alder on 2 May. So far 2,600 displaced people have been registered.", "2,600",
     "2023-05-02", "2023-05-10"),
    # windows
    ("fr", "Au cours du mois écoulé, 300 familles ont fui.", "300", "2023-04-10", "2023-05-10"),
    ("fr", "Au premier trimestre, 300 familles ont fui.", "300", "2023-01-01", "2023-03-31"),
    ("fr", "Durant les quatre premiers mois de l'année, 300 familles ont fui.", "300", "2023-01-01", "2023-04-30"),
    ("es", "En los primeros cuatro meses del año murieron 42 personas.", "42", "2023-01-01", "2023-04-30"),
    ("es", "En el primer trimestre del año murieron 42 personas.", "42", "2023-01-01", "2023-03-31"),
    ("pt", "Nos primeiros quatro meses deste ano morreram 42 pessoas.", "42", "2023-01-01", "2023-04-30"),
    ("es", "Desde el 1.º de mayo han huido 300 familias.", "300", "2023-05-01", "2023-05-10"),
    ("fr", "Trente villageois ont été tués dimanche dans la soirée.", "Trente", "2023-05-07", "2023-05-07"),
    ("fr", "À la date du 5 mai, 42 personnes avaient été tuées.", "42", "None", "2023-05-05"),
    ("pt", "Pelo menos 42 pessoas morreram no fim-de-semana.", "Pelo menos 42", "2023-05-06", "2023-05-07"),
    # a month in the name of a place or a street
    ("pt", "As chuvas no Rio de Janeiro mataram 12 pessoas.", "12", "None", "2023-05-10"),
    ("pt", "Na rua 7 de Setembro, 30 pessoas ficaram desalojadas.", "30", "None", "2023-05-10"),
    ("pt", "No período de 3 a 8 de maio, 300 famílias fugiram.", "300", "2023-05-03", "2023-05-08"),
    ("pt", "No dia 5 deste mês, 300 famílias fugiram.", "300", "2023-05-05", "2023-05-05"),
    ("es", "En Alder 300 familias huyeron en el periodo de 3 a 8 de mayo.", "300", "2023-05-03", "2023-05-08"),
    ("es", "El lunes se reportaron 42 muertos.", "42", "2023-05-08", "2023-05-08"),
    ("es", "Se registraron 42 muertes de enero a marzo.", "42", "2023-01-01", "2023-03-31"),
    # a day behind where people left, a day of this month, two ordinals of one month, a year before a preposition
    ("ar", "نزح 300 شخص من القرية أمس.", "300", "2023-05-09", "2023-05-09"),
    ("ar", "أعلنت وزارة الصحة، أمس الثلاثاء، مقتل 12 شخصا.", "12", "None", "2023-05-10"),
    ("ar", "قتل 12 شخصا مساء أمس الثلاثاء.", "12", "2023-05-09", "2023-05-09"),
    ("ar", "نزح 300 شخص في الأسبوع الأول من مايو.", "300", "2023-05-01", "2023-05-07"),
    ("ar", "نزح 300 شخص في النصف الثاني من شهر أبريل.", "300", "2023-04-16", "2023-04-30"),
    ("ar", "نزح 300 شخص في الثالث من مايو.", "300", "2023-05-03", "2023-05-03"),
    ("ar", "قتل 12 شخصا خلال الأشهر الثلاثة الأولى من العام الجاري.", "12", "2023-01-01", "2023-03-31"),
    ("ar", "قتل 12 شخصا ليلة الاثنين/الثلاثاء.", "12", "2023-05-08", "2023-05-09"),
    ("ar", "نزح 300 شخص من القرية في 4 مايو", "300", "2023-05-04", "2023-05-04"),
    ("ar", "قتل 12 شخصا في الرابع من الشهر الجاري.", "12", "2023-05-04", "2023-05-04"),
    ("ar", "قتل 12 شخصا بين الثالث والتاسع من مايو.", "12", "2023-05-03", "2023-05-09"),
    ("ar", "نزح 300 شخص في عام 2022 من القرية.", "300", "2022-01-01", "2022-12-31"),
    ("ar", "تضرر 90 منزلا جراء السيول في أبريل.", "90", "2023-04-01", "2023-04-30"),
    ("ar", "نزحت 90 أسرة بسبب المعارك منذ 15 أبريل.", "90", "2023-04-15", "2023-05-10"),
    ("ar", "تستضيف المدينة في نهاية أبريل 12 ألف نازح.", "12 ألف", "2023-04-30", "2023-04-30"),
    ("en", "Floods on the 4th of this month drove out 300 families.", "300", "2023-05-04", "2023-05-04"),
    ("es", "Las lluvias mataron a 300 personas en Santo Domingo.", "300", "None", "2023-05-10"),
    ("fr", "Le 3 mai dernier, les crues ont tué 300 personnes.", "300", "2023-05-03", "2023-05-03"),
    # a day of another month than this one
    ("es", "El día 5 del mes pasado, las inundaciones expulsaron a 300 familias.", "300", "2023-04-05", "2023-04-05"),
    ("pt", "No dia 5 do mês passado, 300 famílias fugiram.", "300", "2023-04-05", "2023-04-05"),
    ("fr", "Le 5 du mois dernier, 300 familles ont fui.", "300", "2023-04-05", "2023-04-05"),
]  # fmt: skip

SPEAKERS = [
    ("pt", "Cerca de 300 pessoas ficaram feridas, noticiou a rádio local.", "a rádio local"),
    ("pt", "Cerca de 300 pessoas ficaram feridas, contou à rádio o vereador.", "o vereador"),
    ("pt", "Um pescador contou que fugiram 300 pessoas.", "Um pescador"),
    ("ar", "أصيب 300 شخص في تعز، بحسب ما قالته وزارة الصحة.", "وزارة الصحة"),
    ("ar", "قالت السلطات المحلية إن 300 شخص أصيبوا في تعز.", "السلطات المحلية"),
    ("fr", "Neuf villageois ont été tués, a-t-on appris de source militaire.", "source militaire"),
    ("fr", "Neuf villageois ont été tués, apprend-on auprès de la préfecture.", "la préfecture"),
    ("fr", "D'après les notabilités locales, des centaines de villageois ont fui.", "les notabilités locales"),
    ("fr", "D'après le comptage de l'OIM, 620 ménages ont été chassés de chez eux.", "l'OIM"),
    ("es", "Hay 414 desplazados, según el balance que entregó este lunes la Defensoría.", "la Defensoría"),
    ("fr", "De source hospitalière, neuf villageois ont été tués.", "De source hospitalière"),
    ("fr", "Neuf villageois ont été tués, a expliqué à RFI une source administrative.", "une source administrative"),
    ("fr", "Les 300 réfugiés recensés par le HCR vivent dehors.", "le HCR"),
    ("fr", "Le décompte de l'AFP s'établit à 19 morts.", "l'AFP"),
    ("es", "Los 19 fallecidos que contabiliza la Policía eran mineros.", "la Policía"),
    ("es", "Según la Organización Internacional para las Migraciones (OIM), 300 familias huyeron.",
     "la Organización Internacional para las Migraciones (OIM)"),
    ("pt", "Nove pessoas morreram, conforme uma fonte policial.", "uma fonte policial"),
    ("pt", "O número de deslocados subiu para 19 mil.", None),
    ("es", "La alcaldía entregó 300 carpas a 120 familias desplazadas.", None),
]


PLACES = [
    # ordinary words and numbers with a capital that are towns' names elsewhere
    ("pt", "Sete pessoas morreram.", None, None),
    ("pt", "Noventa famílias fugiram de Pemba.", "Pemba", "MOZ"),
    ("pt", "Perto da escola, 300 pessoas ficaram feridas.", None, None),
    ("pt", "Ataque deixa 300 mortos.", None, None),
    ("pt", "Casas destruídas: 300.", None, None),
    ("pt", "Graças ao alerta, 300 pessoas foram evacuadas.", None, None),
    ("es", "Pese al aviso, 300 personas resultaron heridas.", None, None),
    # a kind of place with an adjective before its name
    ("fr", "Quelque 42 personnes ont été tuées dans la ville portuaire de Goma.", "ville portuaire de Goma", "COD"),
    ("es", "Unas 42 personas murieron en la localidad minera de Paiporta.", "localidad minera de Paiporta", "ESP"),
    ("pt", "Cerca de 42 pessoas morreram na cidade costeira de Pemba.", "cidade costeira de Pemba", "MOZ"),
    ("fr", "Près de Bunia, plus de 42 familles ont fui.", "Bunia", "COD"),
    ("fr", "La Croix-Rouge a aidé 300 familles.", None, None),  # no town called La Croix
]


TOLD_IN = [
    ("pt", ["300 pessoas ficaram feridas em Pemba", "o ciclone desalojou 300 famílias", "300 casas ruíram"], [
        "{}, revelou hoje o comandante.",
        "{}, adiantou na terça-feira o vereador.",
        "{}, segundo um balanço difundido a 4 de maio.",
        "{}, segundo dados divulgados na segunda-feira pelos bombeiros.",
        "Em entrevistas na segunda-feira em Lisboa, a ministra disse que {}.",
        "O prefeito, no cargo desde 2021, garante que {}.",
        "{}, diz a organização, presente no país desde 1998.",
        "{}, segundo a associação que trabalha no vale desde 2011.",
        "Enquanto as equipas trabalham nas buscas, {}.",
    ]),
    ("ar", ["300 شخص أصيبوا في تعز", "300 منزل تضررت"], [
        "وقالت المديرة، التي تعمل هناك منذ عام 2017، إن {}.",
        "وأعلن العمدة، الذي عاد يوم الاثنين، أن {}.",
    ]),
    ("ar", ["أصيب 300 شخص في تعز", "تضرر 300 منزل"], ["{}، وفق الجمعية التي تنشط في البلاد منذ عام 2011."]),
    ("en", ["300 people were injured in Goma", "the storm displaced 300 families"], [
        "{}, said the charity, active in the valley since 1998.",
        "{}, according to the charity which has worked there since 2011.",
        "As crews search the ruins for survivors, {}.",
    ]),
    ("es", ["300 personas resultaron heridas en Pisco"], [
        "{}, precisó la fundación, presente en el valle desde 1998.",
        "{}, según la fundación que trabaja allí desde 2011.",
    ]),
]


@pytest.mark.parametrize(("language", "text", "quote", "start", "end"), DAYS, ids=lambda v: v if v else "")
def test_days(language, text, quote, start, end):
    """Each count has the days that its sentence tells."""
    found = {f.quote: f for f in extract(Document(text, published=DAY, language=language))}
    figure = found[quote]
    assert (str(figure.period_start), str(figure.period_end)) == (start, end)
    assert len(found) == 1


def test_days_of_lines_under_countries():
    """Lines that break a total down hold for its day, and begin with what is told under their own heading."""
    found = {f.quote: f for f in extract(Document(OUTLINE, published=DAY, language="en"))}
    assert {q: (str(f.kind), str(f.period_start), str(f.period_end)) for q, f in found.items() if f.value < 700} == {
        "602": ("cumulative", "2023-04-24", "2023-05-08"),
        "185": ("cumulative", "2023-04-26", "2023-05-08"),
    }


def test_days_of_lines_with_days_of_their_own():
    """Lines under days of their own hold for those."""
    text = "Clashes in Alder\n\nAs of Monday, 60 people had died.\n\nIncidents (1-7 May)\n\nPeople killed: 12"
    line = extract(Document(text, published=DAY, language="en"))[1]
    assert (str(line.kind), str(line.period_start), str(line.period_end)) == ("flow", "2023-05-01", "2023-05-07")


def test_days_of_what_is_told_with_now():
    """A toll told with "now" is of the day for which the text counts, where it is no larger."""
    text = "Dead in the siege now past 500\n\nSome 507 people have died as of Monday evening."
    assert str(extract(Document(text, published=DAY, language="en"))[0].period_end) == "2023-05-08"
    text = "As of Monday 60 people had died in the floods. The toll now stands at 75."
    assert str(extract(Document(text, published=DAY, language="en"))[1].period_end) == "2023-05-10"


def test_start_of_a_total_told_again():
    """A total counts since the same one told before it does, whatever day brought the last of it."""
    text = (
        "Since 24 April the number of displaced people has come close to 47,000.\n\nA further 1,090 people were "
        "registered on Tuesday, bringing to 46,750 the total number of people displaced."
    )
    last = extract(Document(text, published=DAY, language="en"))[-1]
    assert (last.value, str(last.period_start), str(last.period_end)) == (46750, "2023-04-24", "2023-05-10")


def test_day_of_a_total_that_a_count_brings():
    """What was counted by a day brings the total of that day; one that has grown since is told for now."""
    text = "By Monday 60 more people had died. That brings the toll to 340."
    assert str(extract(Document(text, published=DAY, language="en"))[1].period_end) == "2023-05-08"
    text = "By Monday 60 people had died. It has risen to 75."
    assert str(extract(Document(text, published=DAY, language="en"))[1].period_end) == "2023-05-10"


def test_total_does_not_begin_with_an_incident():
    """A total of a storm does not begin on the day that a ferry sank; one that does not name its event may."""
    for rest, start in (("The storm has killed 60 people so far.", "None"), ("In all 60 have died.", "2023-05-08")):
        found = extract(Document(f"A ferry sank on Monday, killing 14. {rest}", published=DAY, language="en"))
        assert str(found[-1].period_start) == start


@pytest.mark.parametrize(("language", "text", "speaker"), SPEAKERS)
def test_speakers(language, text, speaker):
    """Each count has the one who tells it."""
    (figure,) = extract(Document(text, published=DAY, language=language))
    assert figure.attribution == speaker


@pytest.mark.parametrize(("language", "text", "place", "country"), PLACES)
def test_places(language, text, place, country):
    """Each count has the place that its sentence tells."""
    (figure,) = extract(Document(text, published=DAY, language=language))
    assert (figure.place, figure.country) == (place, country)


@pytest.mark.parametrize(("language", "text"), [
    ("pt", "Cerca de 300 pessoas ficaram feridas, contra 90 em 2019."),
    ("es", "Unas 300 personas resultaron heridas, contra 90 en 2019."),
    ("fr", "Quelque 300 personnes ont été blessées, contre 90 en 2019."),
])
def test_what_a_count_is_measured_against_has_its_own_day(language, text):
    found = extract(Document(text, published=DAY, language=language))
    assert [(f.value, str(f.period_end)) for f in found] == [(300, "2023-05-10"), (90, "2019-12-31")]


@pytest.mark.parametrize(("language", "counted", "frame"), [
    (language, counted, frame)
    for language, counts, frames in TOLD_IN
    for counted in counts
    for frame in frames
])
def test_when_somebody_told_it_dates_no_count(language, counted, frame):
    """The day of an account, and since when a speaker has been there, are none of what is told."""
    text = frame.format(counted)
    (figure,) = extract(Document(text[0].upper() + text[1:], published=DAY, language=language))
    assert (figure.kind, figure.period_start, figure.period_end) == ("flow", None, DAY)
