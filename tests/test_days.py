"""Days of the figures of whole texts: by their own words, their clause, their item, their section or their event."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract
from stats.vocabulary import Kind

DAY = date(2017, 3, 9)  # a Thursday

READ = [  # a text published on Thursday 9 March 2017, and (number, start, end) of figures in it
    ("Flooding, 1 to 7 March\n\n1 March: Water rose in Beni. Some 500 people were displaced.\n\n"
     "2 March: Rain in Oicha displaced 340 people.",
     [("Some 500", "2017-03-01", "2017-03-01"), ("340", "2017-03-02", "2017-03-02")]),
    ("Fighting has been heavy since 25 February. About 1,800 people have been evacuated.",
     [("About 1,800", "2017-02-25", "2017-03-09")]),
    ("Islanders left yesterday ahead of the storm, which has killed three people further east.",
     [("three", "", "2017-03-09")]),
    ("Gangs displace more than 40,000 in ten days\n\nFrom 20 to 28 February, 40,965 people fled the city.",
     [("more than 40,000", "2017-02-20", "2017-02-28"), ("40,965", "2017-02-20", "2017-02-28")]),
    ("Thousands displaced in Bhamo\n\nOver the past week 2,100 people have been displaced.",
     [("Thousands", "2017-03-02", "2017-03-09"), ("2,100", "2017-03-02", "2017-03-09")]),
    ("The army reported clashes on Sunday near Arauca, in which two soldiers were killed.",
     [("two", "2017-03-05", "2017-03-05")]),
    ("Weekend fighting killed at least 44 people.", [("at least 44", "2017-03-04", "2017-03-05")]),
    ("A mudflow has displaced 300 families, on top of the 114 families displaced on 21 February.",
     [("300", "", "2017-03-09"), ("114", "2017-02-21", "2017-02-21")]),
    ("BOLIVIA\n\nHeavy rain has hit the country since October 2016. As of 24 February, 25 people have been killed.\n\n"
     "PERU\n\nAs of 23 February, 20 people have been killed.",
     [("25", "2016-10-01", "2017-02-24"), ("20", "", "2017-02-23")]),
    ("In all, 5,600 people were affected by last year's dam spill. Of those affected, 770 left for the hills.",
     [("5,600", "2016-01-01", "2016-12-31"), ("770", "2016-01-01", "2016-12-31")]),
    ("The offensive, which followed an attack on 7 February, has killed 900 people.",
     [("900", "2017-02-07", "2017-03-09")]),
    ("Families were counted. This brings to 12,700 families (63,700 people) the number displaced since 4 February.",
     [("12,700", "2017-02-04", "2017-03-09"), ("63,700", "2017-02-04", "2017-03-09")]),
    ("Final report on the storm\n\nThe storm hit the town on 30 November 2016.\n\nA total of 66 houses were damaged.",
     [("66", "2016-11-30", "2016-11-30")]),
    ("Cyclone Ada hit the coast on 14 February. Cyclone Bob hit the north on 1 March.\n\n"
     "Cyclone Ada destroyed 230 houses.", [("230", "2017-02-14", "2017-02-14")]),
    ("As of 2 March, 8,100 people were in shelters, down from a peak of 34,100. Another 140 were in tents.",
     [("34,100", "", ""), ("140", "2017-03-02", "2017-03-02")]),
    ("Before Ada made landfall, 1,100 people were evacuated. The storm of 1 March killed 13 people.",
     [("1,100", "", "2017-03-01"), ("13", "2017-03-01", "2017-03-01")]),
    ("The death toll from Sunday's landslide has risen to 34.", [("34", "2017-03-05", "2017-03-09")]),
    ("Four people died on Tuesday, bringing to 34 the number of deaths since the protests began last month.",
     [("Four", "2017-03-07", "2017-03-07"), ("34", "2017-02-01", "2017-03-09")]),
    ("An assessment on 5 March found that 4,000 people had been displaced.", [("4,000", "", "2017-03-05")]),
    ("A team which visited the village on 5 March counted 900 displaced people.",
     [("900", "2017-03-05", "2017-03-05")]),
    ("After the ceasefire ended on 1 March, 4,000 people fled.", [("4,000", "2017-03-01", "2017-03-09")]),
    ("More than 400 people fled after the task force (JTF) withdrew from Rann on 27 January.",
     [("More than 400", "2017-01-27", "2017-03-09")]),
    ("The population of the camp has risen from 9,000 in January to 15,000.",
     [("9,000", "2017-01-31", "2017-01-31"), ("15,000", "2017-03-09", "2017-03-09")]),
    ("According to data from 7 March, 4,000 people have been displaced.", [("4,000", "", "2017-03-09")]),
    ("Floods tore through a town over the weekend.\n\nThe river burst its banks on Saturday night.\n\n"
     "\"A hundred and ninety people are dead,\" the mayor said.",
     [("A hundred and ninety", "2017-03-04", "2017-03-04")]),
    ("About 900 people have fled since Monday, but 200 have gone back home.",
     [("About 900", "2017-03-06", "2017-03-09"), ("200", "", "2017-03-09")]),
    ("In July 2016 the region already hosted 249,000 displaced people.", [("249,000", "2016-07-31", "2016-07-31")]),
    ("Since 1-2 March, heavy rain has hit Laos. In all, 900 families were affected.",
     [("900", "2017-03-01", "2017-03-09")]),
    ("Rescuers have confirmed 49 deaths after the weekend's deluge. More rain fell on Monday.",
     [("49", "2017-03-04", "2017-03-05")]),
    ("Tens of thousands displaced by new violence\n\nClashes over the past two weeks put tens of thousands to flight."
     " The fighting of late January had displaced 50,000 people.", [("Tens of thousands", "2017-02-23", "2017-03-09")]),
    ("Heavy rain on Wednesday brought flash floods, and 1,000 people had to be evacuated.",
     [("1,000", "2017-03-08", "2017-03-09")]),
    ("The flood can only be compared to the 2012 floods. More than 500 lives have been lost so far.",
     [("More than 500", "", "2017-03-09")]),
    ("On 5 March, floods hit Chikwawa. On 6 March, a storm destroyed 340 houses in Nsanje.\n\n"
     "In Chikwawa 12 people died.",
     [("340", "2017-03-06", "2017-03-06"), ("12", "2017-03-05", "2017-03-05")]),
    ("5 March 2017 - Chikwawa\n3,400 people were displaced by floods.\n\n"
     "6 March 2017 - Nsanje\n340 houses were destroyed.",
     [("3,400", "2017-03-05", "2017-03-05"), ("340", "2017-03-06", "2017-03-06")]),
    ("As of 2 March, 1.3 million people have been displaced by fighting in eight provinces since August 2016.",
     [("1.3 million", "2016-08-01", "2017-03-02")]),
    ("Rescuers in two helicopters reached the town on Wednesday, after tornadoes had killed five people.",
     [("five", "", "2017-03-09")]),
    ("The toll, which stood at 34 on Monday, is now 56.", [("34", "", "2017-03-06"), ("56", "", "2017-03-09")]),
    ("The death toll rose from 34 on Monday to 56 on Wednesday.",
     [("34", "", "2017-03-06"), ("56", "", "2017-03-08")]),
    ("The death toll in Beni was corrected from 26 to 24.", [("26", "", ""), ("24", "", "2017-03-09")]),
    ("The death toll in Beni was revised down to 24, from 26.", [("24", "", "2017-03-09"), ("26", "", "")]),
    ("The number of people displaced in Beni rose from 5,500 to 16,000 on Tuesday.",
     [("5,500", "", ""), ("16,000", "2017-03-07", "2017-03-07")]),
    ("Since 2 March 500 people were killed in Beni, up from 400 in the last report.",
     [("500", "2017-03-02", "2017-03-09"), ("400", "2017-03-02", "")]),
    ("The 4,000 people who fled last month have returned.", [("4,000", "", "2017-03-09")]),
    ("In the first week of the operation 4,000 people fled.", [("4,000", "", "2017-03-09")]),
    ("The quake on 4 March left 12 dead; 12,000 people are sleeping in tents.",
     [("12", "2017-03-04", "2017-03-04"), ("12,000", "2017-03-09", "2017-03-09")]),
    ("At least 98 people were killed in three days of ethnic violence.\n\nThe violence erupted on 2 March.",
     [("At least 98", "2017-03-02", "2017-03-04")]),
    ("Fifteen days of fighting have forced 181,000 people from their homes.",
     [("181,000", "2017-02-22", "2017-03-09")]),
    ("A week after the first quake\n\nA quake shook Alder on 1 March. The quake destroyed 900 homes.",
     [("900", "2017-03-01", "2017-03-01")]),
    ("Weekly report, 1 to 7 March\n\nSome 40,000 refugees have been relocated to the camp.",
     [("Some 40,000", "", "2017-03-09")]),
    ("About 400 families, that is 1,600 people, have come to the town since November.",
     [("About 400", "2016-11-01", "2017-03-09"), ("1,600", "2016-11-01", "2017-03-09")]),
    ("By the morning of March 7, 2,000 people had been evacuated.", [("2,000", "", "2017-03-07")]),
    ("Situation Report No. 58 (January - February 2017)\n\nHIGHLIGHTS\n- 11 aid workers held for a time.",
     [("11", "2017-01-01", "2017-02-28")]),
    ("In early February the UN reported 8,000 families affected.", [("8,000", "", "2017-03-09")]),
    ("She said this week that 4,000 people had fled.", [("4,000", "", "2017-03-09")]),
    ("That is more than in 2016, when 147 people died.", [("147", "2016-01-01", "2016-12-31")]),
    ("A quake struck Alder on Tuesday. Teams on Wednesday found the bodies of four people.",
     [("four", "2017-03-07", "2017-03-07")]),
    ("Some 770 residents left because of the quake that struck the town on Tuesday.",
     [("Some 770", "2017-03-07", "2017-03-09")]),
    ("More than 300 people left their village on Tuesday when fighting broke out.",
     [("More than 300", "2017-03-07", "2017-03-07")]),
    ("When the volcano last erupted, in 1963, it killed 1,100 people.", [("1,100", "1963-01-01", "1963-12-31")]),
    ("Some 900 people fled late in February.", [("Some 900", "2017-02-21", "2017-02-28")]),
    ("Rain leaves 6,300 people homeless in Alder.\n\nThe mayor spoke.\n\nLast week a storm hit the south.",
     [("6,300", "", "2017-03-09")]),
    ("A slide on Tuesday killed nine people in Alder. Elsewhere in the hills, 14 people were evacuated.",
     [("nine", "2017-03-07", "2017-03-07"), ("14", "", "2017-03-09")]),
    ("A storm on Tuesday killed nine people in Alder. Elsewhere in the hills, 14 people were evacuated.",
     [("nine", "2017-03-07", "2017-03-07"), ("14", "2017-03-07", "2017-03-09")]),
    ("[Photo] Flooded streets in Alder, 6 March 2017.\n\nSome 300 people have fled.",
     [("Some 300", "", "2017-03-09")]),
    ("It is one month since the slides covered three villages, killing 350 people. To date 96 bodies were found.",
     [("350", "2017-02-09", "2017-02-09"), ("96", "2017-02-09", "2017-03-09")]),
    ("Rain floods the hills\n\nALDER, MARCH 8\n\nSome 60 soldiers are deployed there.",
     [("Some 60", "2017-03-09", "2017-03-09")]),
    ("ALDER, March 8 - A slide this morning killed nine people.", [("nine", "2017-03-08", "2017-03-08")]),
    ("Last week 5,500 people fled. Raids drove out 2,800 people and a feud 2,700.",
     [("2,800", "2017-02-27", "2017-03-05"), ("2,700", "2017-02-27", "2017-03-05")]),
    ("Several days after the dam burst, 300 families have left their homes.", [("300", "", "2017-03-09")]),
    ("On 5 March a 6.2 magnitude quake struck Alder. Eight people were killed.",
     [("Eight", "2017-03-05", "2017-03-05")]),
    ("Rain brought floods to the coast from 5 to 18 January.\n\nIn Alder 40 houses were destroyed.",
     [("40", "2017-01-05", "2017-01-18")]),
    ("Deaths\n40\nCivil Protection – February 2017\nMissing\n70\nCivil Protection – February 2017",
     [("40", "", "2017-03-09")]),
    ("Crews dug among collapsed houses on Wednesday for survivors of a quake that killed 30 people. "
     "The quake struck on Monday.", [("30", "2017-03-06", "2017-03-06")]),
    ("Since early March rain has fallen without end. The aid appeal launched on 7 March is not funded.\n\n"
     "As of 8 March, 40 people had died.", [("40", "2017-03-01", "2017-03-08")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), READ, ids=[text[:40] for text, _ in READ])
def test_windows_of_a_text(text: str, want: list[tuple[str, str, str]]) -> None:
    """A figure gets the days that its own words, its item, its section or its event tell, and nobody else's."""
    found = {f.quote: f for f in extract(Document(text, published=DAY, language="en"))}
    told = [(quote, *(d.isoformat() if d else "" for d in (found[quote].period_start, found[quote].period_end)))
            for quote, _, _ in want]  # fmt: skip
    assert told == want


def test_a_state_told_in_the_past_holds_on_the_day_told_before_it() -> None:
    text = (
        "By 3 March the storm had killed 57 people. Another 2,380 families were living in tents. "
        "Some 610 families are living in schools."
    )
    then, now = [f for f in extract(Document(text, published=DAY)) if f.kind is Kind.STOCK]
    assert (then.value, then.period_end) == (2380, date(2017, 3, 3))
    assert (now.value, now.period_end) == (610, DAY)


@pytest.mark.parametrize("earlier", ["compared with 270 on Friday", "On Friday it was 270"])
def test_a_total_told_for_an_earlier_day_is_as_the_total(earlier: str) -> None:
    joint = ", " if earlier[0].islower() else ". "
    now, then = extract(Document(f"The death toll has risen to 340{joint}{earlier}.", published=DAY))
    assert (now.value, then.value) == (340, 270)
    assert then.kind is now.kind is Kind.CUMULATIVE
    assert (then.period_end, now.period_end) == (date(2017, 3, 3), DAY)


def test_a_list_is_of_the_count_and_not_of_that_which_it_is_measured_against() -> None:
    text = "Shelters hold 27,390 people, against 20,230 yesterday: Alder 7,070, Birch 6,130, Cedar 2,740."
    found = {f.value: f.period_end for f in extract(Document(text, published=DAY))}
    assert found[7070] == found[6130] == found[27390] == DAY
    assert found[20230] == date(2017, 3, 8)


def test_a_part_of_those_who_left_between_two_days_left_between_them() -> None:
    text = (
        "Monitors counted 47,100 people displaced by the drought between 1 and 5 March.\n\n"
        "Many rode on lorries.\n\nSome 6,950 people were displaced in Gedo."
    )
    found = {f.value: (f.period_start, f.period_end) for f in extract(Document(text, published=DAY))}
    assert found[6950] == found[47100] == (date(2017, 3, 1), date(2017, 3, 5))


def test_a_part_of_a_running_total_of_losses_is_dated_as_it_is() -> None:
    text = "As of 5 March the agency counts 1,800 homes destroyed.\n\nWorst off is Gedo with 554 homes destroyed."
    whole, part = extract(Document(text, published=DAY))
    assert (part.value, part.kind, part.period_end) == (554, Kind.CUMULATIVE, whole.period_end)


@pytest.mark.parametrize(
    "text",
    [
        "The raid on Friday killed 41 people and the storm on Saturday 309.",
        "Floods on Friday killed 41 people; a storm on Saturday killed 309.",
        "Floods on Friday killed 41 people, and a storm on Saturday killed 309 people.",
        "On Friday 41 people were killed and on Saturday 309.",
    ],
)
def test_each_of_two_clauses_has_its_own_day(text: str) -> None:
    found = {f.value: f.period_start for f in extract(Document(text, published=DAY))}
    assert (found[41], found[309]) == (date(2017, 3, 3), date(2017, 3, 4))


def test_a_part_with_a_day_of_its_own_happened_on_it() -> None:
    whole, part = extract(Document("Some 309 people have fled since 1 March, 41 of them on Friday.", published=DAY))
    assert (whole.kind, part.kind, part.period_start) == (Kind.CUMULATIVE, Kind.FLOW, date(2017, 3, 3))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry harrumphed on Tuesday that 41 people had been killed.",
        "On Tuesday the ministry let it be known that 41 people had been killed.",
        "Some 41 people were killed, the ministry's spokesman reasoned late on Tuesday.",
        "The mayor, back from the town on Tuesday, talked of 41 dead.",
        "Tuesday's bulletin has 41 dead.",
        "Pictures taken on Tuesday show that 41 homes were destroyed.",
    ],
)
def test_a_day_of_a_telling_is_none_of_what_is_told(text: str) -> None:
    found = extract(Document(text, published=DAY))
    assert [(f.value, f.period_start, f.period_end) for f in found] == [(41, None, DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "The storm on Tuesday that killed 41 people is over.",
        "Some 41 people were killed, most of them on Tuesday.",
        "Raiders came, and 41 people were wounded on Tuesday.",
        "In the town, 41 people were wounded on Tuesday.",
    ],
)
def test_a_day_of_what_happened_is_none_of_a_telling(text: str) -> None:
    (found,) = [f for f in extract(Document(text, published=DAY)) if f.value == 41]
    assert found.period_start == date(2017, 3, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last week 341 families were still displaced.", date(2017, 3, 5)),
        ("Some 341 families were still displaced a week ago.", date(2017, 3, 2)),
        ("Some 341 families are in shelters at the end of February.", date(2017, 2, 28)),
        ("The storm hit on Friday, and there are 341 families in shelters.", DAY),
    ],
)
def test_a_state_holds_on_the_day_of_its_clause(text: str, day: date) -> None:
    (found,) = extract(Document(text, published=DAY))
    assert (found.kind, found.period_end) == (Kind.STOCK, day)
