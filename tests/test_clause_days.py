"""Kinds and days of counts that share a sentence, or stand in one after the other, each with a time of its own."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

DAY = date(2019, 5, 24)  # a Friday

READ = [  # a text published on that day, and (number, kind, start, end) of figures in it
    # a clause that is joined on has a verb of its own
    ("Two more hikers were found dead on Wednesday, and the snow has now killed 31 people.",
     [("Two", "flow", "2019-05-22", "2019-05-22"), ("31", "cumulative", "", "2019-05-24")]),
    ("Gunmen killed six herders on Monday and the feud has now cost 90 lives.",
     [("six", "flow", "2019-05-20", "2019-05-20"), ("90", "cumulative", "", "2019-05-24")]),
    ("Since 2 May 400 people have been killed and 7,000 are trapped in the old town.",
     [("400", "cumulative", "2019-05-02", "2019-05-24"), ("7,000", "stock", "2019-05-24", "2019-05-24")]),
    ("Over the past 24 hours shells hit 30 homes, and since 2 May, when the siege began, 210 people have been killed.",
     [("210", "cumulative", "2019-05-02", "2019-05-24")]),
    ("By Wednesday 4,000 people had been evacuated, while 15 villagers drowned on Monday and Tuesday.",
     [("15", "flow", "2019-05-20", "2019-05-21")]),
    ("The war, which began on 4 June 2015, has killed 30,000 people and displaced two million.",
     [("two million", "cumulative", "2015-06-04", "2019-05-24")]),
    # the day on which a report came out, whatever it found
    ("The report, published on Monday, found that the storm displaced 900 people.",
     [("900", "flow", "", "2019-05-24")]),
    ("The study released on 20 May documented 12 killings.", [("12", "flow", "", "2019-05-24")]),
    ("A survey on 5 May found 900 people in the sheds.", [("900", "flow", "2019-05-05", "2019-05-05")]),
    # what an aside says of a place, a body, a thing
    ("Some 3,000 people were moved to the camp, which opened in 2011.", [("Some 3,000", "flow", "", "2019-05-24")]),
    ("Some 900 people were killed, said the group, which was founded in 2003.",
     [("Some 900", "flow", "", "2019-05-24")]),
    ("Some 900 people were driven from the port, which has been shut since 2012.",
     [("Some 900", "flow", "", "2019-05-24")]),
    ("Some 900 people have been killed in the war, which began in 2014.",
     [("Some 900", "flow", "2014-01-01", "2019-05-24")]),
    ("Some 900 people were displaced on Monday and aid workers reached the valley on Wednesday.",
     [("Some 900", "flow", "2019-05-20", "2019-05-20")]),
    # what those whose number is told went through in a time
    ("The number of people displaced last month stands at 4,200.", [("4,200", "flow", "2019-04-01", "2019-04-30")]),
    ("The number of residents displaced over the past week is 4,200.",
     [("4,200", "flow", "2019-05-17", "2019-05-24")]),
    ("The number of people killed in April rose to 420.", [("420", "cumulative", "2019-04-01", "2019-04-30")]),
    ("The number of displaced rose to 4,200 in April.", [("4,200", "cumulative", "", "2019-04-30")]),
    # after an event
    ("A mob attacked the quarter on 3 May. Some 2,000 people fled in the days after the attack.",
     [("Some 2,000", "flow", "2019-05-03", "2019-05-24")]),
    ("Militias burnt the market on 3 May. Over the following days 700 people fled.",
     [("700", "flow", "2019-05-03", "2019-05-24")]),
    ("Shelling killed 12 people on Monday. Three days later 15 others died in a raid.",
     [("12", "flow", "2019-05-20", "2019-05-20"), ("15", "flow", "2019-05-23", "2019-05-23")]),
    ("Bombs killed nine people on Wednesday, a day after 30 people were killed in the port.",
     [("nine", "flow", "2019-05-22", "2019-05-22"), ("30", "flow", "2019-05-21", "2019-05-21")]),
    ("Soldiers shot two men on Thursday, a week after a raid that left 17 people dead.",
     [("two", "flow", "2019-05-23", "2019-05-23"), ("17", "flow", "2019-05-16", "2019-05-16")]),
    ("Two weeks after two strong quakes shook the island, 800 people are still in tents. The quakes killed 50.",
     [("800", "stock", "2019-05-24", "2019-05-24"), ("50", "flow", "2019-05-10", "2019-05-10")]),
    # since an event, and what it did itself
    ("The largest blaze on record has destroyed 90 homes since it broke out on Tuesday.",
     [("90", "cumulative", "2019-05-21", "2019-05-24")]),
    ("Floods caused by Storm Ana have killed 14 people since 20 May.",
     [("14", "cumulative", "2019-05-20", "2019-05-24")]),
    ("Since the clashes at Orsa on Monday, in which 14 people died, 600 have crossed the border.",
     [("14", "flow", "2019-05-20", "2019-05-20"), ("600", "cumulative", "2019-05-20", "2019-05-24")]),
    ("In the weeks since the attack 4,000 people have left. The attack came on 3 May.",
     [("4,000", "cumulative", "2019-05-03", "2019-05-24")]),
    # a vague time that days explain, a quarter of the year, the day of a bulletin
    ("Some 40 people were killed in the first days of the unrest, from 3 to 6 May.",
     [("Some 40", "flow", "2019-05-03", "2019-05-06")]),
    ("In the first quarter 340 civilians were killed.", [("340", "flow", "2019-01-01", "2019-03-31")]),
    ("In its bulletin of 20 May the ministry gives 45 deaths.", [("45", "flow", "", "2019-05-24")]),
    # totals, and what they are measured against
    ("Returns in the week of 13 May: 900 refugees. Total since 1 March: 14,000.",
     [("900", "flow", "2019-05-13", "2019-05-19"), ("14,000", "cumulative", "2019-03-01", "2019-05-24")]),
    ("The fever has killed 300 people since March, up from 200 two weeks ago.",
     [("300", "cumulative", "2019-03-01", "2019-05-24"), ("200", "cumulative", "2019-03-01", "2019-05-10")]),
    ("The cholera toll stood at 34 on Monday and has since risen to 51.",
     [("34", "cumulative", "", "2019-05-20"), ("51", "cumulative", "", "2019-05-24")]),
    ("So far this year 70 people have drowned, against 140 in all of 2018.",
     [("70", "cumulative", "2019-01-01", "2019-05-24"), ("140", "flow", "2018-01-01", "2018-12-31")]),
    # how it is, and since when
    ("Some 1,100 families were still sleeping in school halls on 20 May.",
     [("Some 1,100", "stock", "2019-05-20", "2019-05-20")]),
    ("The camp, opened in March, shelters 9,000 people.", [("9,000", "stock", "2019-05-24", "2019-05-24")]),
    ("Some 9,000 people have been in need of food since the rains failed in March.",
     [("Some 9,000", "stock", "2019-05-24", "2019-05-24")]),
    ("At its height in 2015 the camp held 30,000 people; now 800 live there.",
     [("30,000", "stock", "2015-12-31", "2015-12-31"), ("800", "stock", "2019-05-24", "2019-05-24")]),
    ("Forty people drowned on Monday; so far 340 have been rescued.",
     [("Forty", "flow", "2019-05-20", "2019-05-20"), ("340", "cumulative", "", "2019-05-24")]),
    ("Nineteen bodies had been found by Sunday night. On Monday divers found two more.",
     [("Nineteen", "cumulative", "", "2019-05-19"), ("two", "flow", "2019-05-20", "2019-05-20")]),
    ("In all of last year 410 people died at the crossing; this year's figure is already 95.",
     [("410", "flow", "2018-01-01", "2018-12-31"), ("95", "cumulative", "2019-01-01", "2019-05-24")]),
    ("There were 340 arrivals in March, 210 in April and 90 in the first week of May.",
     [("340", "flow", "2019-03-01", "2019-03-31"), ("90", "flow", "2019-05-01", "2019-05-07")]),
    # how long before, said of a day told ahead
    ("A slide on Tuesday wrecked 40 houses and hurt nine people, a week after a first slide killed two.",
     [("40", "flow", "2019-05-21", "2019-05-21"), ("nine", "flow", "2019-05-21", "2019-05-21"),
      ("two", "flow", "2019-05-14", "2019-05-14")]),
    ("Overnight strikes killed 15 people, doctors said, a day after 72 people were killed and 30 wounded.",
     [("15", "flow", "2019-05-23", "2019-05-24"), ("72", "flow", "2019-05-23", "2019-05-23"),
      ("30", "flow", "2019-05-23", "2019-05-23")]),
    ("A week after two dams burst, crews have found 340 bodies.", [("340", "flow", "2019-05-17", "2019-05-17")]),
    ("Clashes began on 6 May. In the days since, 340 people have been killed.",
     [("340", "cumulative", "2019-05-06", "2019-05-24")]),
    ("Between 2011 and 2016 the war killed 13,000 people. Since then 200 more have died.",
     [("13,000", "flow", "2011-01-01", "2016-12-31"), ("200", "cumulative", "2016-12-31", "2019-05-24")]),
    # the day of a line's own number
    ("Refugees since 1 May: 32,000\nTotal IDPs as of 12 May: 700,000\n\n"
     "Highlights: Nine people were killed in one raid.",
     [("700,000", "stock", "2019-05-12", "2019-05-12"), ("Nine", "flow", "", "2019-05-24")]),
    # what is done on a day about those whom an event of another day struck
    ("A memorial service took place on Wednesday for 15 people killed in Sunday's raid.",
     [("15", "flow", "2019-05-19", "2019-05-19")]),
    ("On Tuesday the town buried 15 herders who were killed in an ambush on Sunday.",
     [("15", "flow", "2019-05-19", "2019-05-19")]),
    ("Police on Tuesday detained 30 people over Sunday's riot, in which 15 people died.",
     [("30", "flow", "2019-05-21", "2019-05-21"), ("15", "flow", "2019-05-19", "2019-05-19")]),
    ("Shops opened again on Tuesday after Sunday's floods, which killed 15 people and displaced 400 families.",
     [("15", "flow", "2019-05-19", "2019-05-19"), ("400", "flow", "2019-05-19", "2019-05-24")]),
    ("Divers on Tuesday pulled 15 bodies from the quarry, which caved in on Sunday.",
     [("15", "flow", "2019-05-19", "2019-05-19")]),
    ("A girl hurt in Sunday's blast died on Wednesday, raising the death toll to 15.",
     [("15", "cumulative", "2019-05-19", "2019-05-24")]),
    # an attack that came so long after another
    ("Monday's raid came just two days after rebels killed 60 people in the same valley.",
     [("60", "flow", "2019-05-18", "2019-05-18")]),
    ("Tuesday's raid came less than a month after 60 people were killed at the ford on 3 May.",
     [("60", "flow", "2019-05-03", "2019-05-03")]),
    # before an event with its day
    ("Ahead of the storm, which hit on Tuesday, 4,000 people were evacuated.",
     [("4,000", "flow", "", "2019-05-21")]),
    ("Some 4,000 people had fled before the rebels attacked the town on Tuesday.",
     [("Some 4,000", "flow", "", "2019-05-21")]),
    # how long an event lasted, and when it began
    ("At least 15 people died in two days of clashes that began on Sunday.",
     [("At least 15", "flow", "2019-05-19", "2019-05-20")]),
    ("Clashes that broke out on Saturday and continued until Monday killed 15 people.",
     [("15", "flow", "2019-05-18", "2019-05-20")]),
    # a fire is over on its day
    ("A fire broke out in the market on Sunday. It killed 15 people.", [("15", "flow", "2019-05-19", "2019-05-19")]),
    # a time without a date in a paragraph of its own
    ("A strong quake hit the valley a week ago.\n\nAt least 15 people were killed.",
     [("At least 15", "flow", "2019-05-17", "2019-05-17")]),
    # a year before "in", which begins "in-laws"
    ("Floods displaced 900 families in 2018 in the delta.", [("900", "flow", "2018-01-01", "2018-12-31")]),
    # a later total
    ("By Monday 40 people had died. It has since climbed to 52.",
     [("40", "cumulative", "", "2019-05-20"), ("52", "cumulative", "", "2019-05-24")]),
    ("As of 20 May, 40 people had died. At least 52 are now known to have died, and the toll has risen further.",
     [("At least 52", "cumulative", "", "2019-05-24")]),
    ("The toll, which stood at 40 on Monday, has risen to 52.",
     [("40", "cumulative", "", "2019-05-20"), ("52", "cumulative", "", "2019-05-24")]),
    ("The camp, which hosted 900 people in April, now hosts 1,400.",
     [("900", "stock", "2019-04-30", "2019-04-30"), ("1,400", "stock", "2019-05-24", "2019-05-24")]),
    ("Officials said on Monday that 40 people had died. A day later, the toll had risen to 52.",
     [("52", "cumulative", "", "2019-05-21")]),
    # a day of saying that opens a sentence, a time that another count is measured against
    ("In a statement on Monday, the army said 40 people had been killed.", [("40", "flow", "", "2019-05-24")]),
    ("From January to April 900 people drowned, a rise of half on the same period of 2018, when 600 people drowned.",
     [("900", "flow", "2019-01-01", "2019-04-30"), ("600", "flow", "2018-01-01", "2018-04-30")]),
    # until when an event went on
    ("A three-day siege that ended on Wednesday left 15 people dead.", [("15", "flow", "2019-05-20", "2019-05-22")]),
    ("At least 15 people died in five days of fighting, which ended with a truce on Wednesday.",
     [("At least 15", "flow", "2019-05-18", "2019-05-22")]),
    ("The hostage crisis, which ended on Wednesday, left 15 people dead.", [("15", "flow", "", "2019-05-22")]),
    ("Rebels killed 15 people in attacks over three days last week.", [("15", "flow", "2019-05-13", "2019-05-19")]),
    ("Rebels killed 15 people in a night-time raid on Sunday.", [("15", "flow", "2019-05-19", "2019-05-19")]),
    ("Violence has spread since the vote on 3 May, leaving 15 people dead.",
     [("15", "cumulative", "2019-05-03", "2019-05-24")]),
    # who came on a day and killed
    ("The gunmen, who came on horseback on Sunday, killed 15 people.", [("15", "flow", "2019-05-19", "2019-05-19")]),
    # whose sentence a verb is in
    ("On 3 May, a 6.1-magnitude quake struck the valley. As of 20 May, 15 people have been killed.",
     [("15", "cumulative", "2019-05-03", "2019-05-20")]),
    ("The army said on Wednesday the 3 May quake had killed 15 people.", [("15", "flow", "2019-05-03", "2019-05-03")]),
    ("In January 900 people came, in February 400 and in March 300.",
     [("900", "flow", "2019-01-01", "2019-01-31"), ("400", "flow", "2019-02-01", "2019-02-28"),
      ("300", "flow", "2019-03-01", "2019-03-31")]),
    # a short form that ends a sentence
    ("The quake hit three days ago at a depth of 10 km. So far, 15 people have been confirmed dead.",
     [("15", "cumulative", "2019-05-21", "2019-05-24")]),
    ("A blast tore through the market on Sunday at 9 p.m. Another, at 10 p.m. GMT on Monday, killed 15 people.",
     [("15", "flow", "2019-05-20", "2019-05-20")]),
    # whose day it is where an event is named beside it
    ("The council on Tuesday condemned the raid on a convoy in Alder on Saturday that killed four drivers.",
     [("four", "flow", "2019-05-18", "2019-05-18")]),
    ("An inquiry into the 2017 fire that killed 72 people resumed on Monday.",
     [("72", "flow", "2017-01-01", "2017-12-31")]),
    ("Families have been leaving since a raid on Sunday killed 15 people.",
     [("15", "flow", "2019-05-19", "2019-05-19")]),
    ("The town has stood empty since a raid on 3 May in which 15 people were killed.",
     [("15", "flow", "2019-05-03", "2019-05-03")]),
    ("A month after floods killed 900 people, survivors still wait for aid.",
     [("900", "flow", "2019-04-24", "2019-04-24")]),
    # what those had gone through to whom something is done
    ("On Monday the army evacuated 15 people displaced by last week's floods.",
     [("15", "flow", "2019-05-20", "2019-05-20")]),
    ("Police arrested 15 people who had fled the fighting in April on Monday.",
     [("15", "flow", "2019-05-20", "2019-05-20")]),
    ("Floods on Wednesday left 15 people stranded on a road damaged in a storm on Sunday.",
     [("15", "flow", "2019-05-22", "2019-05-22")]),
    # how long after an event
    ("The camp took in 900 people in the week following the raid on 3 May.",
     [("900", "flow", "2019-05-03", "2019-05-09")]),
    ("In the 10 days following the quake of 3 May, 900 people died.", [("900", "flow", "2019-05-03", "2019-05-12")]),
    # weeks told from others, and months to come
    ("The camp took in 900 people the week before last.", [("900", "flow", "2019-05-06", "2019-05-12")]),
    ("The camp took in 900 people in the week before the cyclone.", [("900", "flow", "", "2019-05-24")]),
    ("The rains, which began in April and are expected to last until June, have killed 15 people.",
     [("15", "cumulative", "2019-04-01", "2019-05-24")]),
    # seasons
    ("Last summer 15 people drowned in the lake. This spring nine drowned.",
     [("15", "flow", "2018-06-01", "2018-08-31"), ("nine", "flow", "2019-03-01", "2019-05-24")]),
    ("Since last winter, 900 people have fled.", [("900", "cumulative", "2018-12-01", "2019-05-24")]),
    # hours of four digits, lengths of time at a text's end
    ("As at 1800 on 20 May, 15 people had died.", [("15", "cumulative", "", "2019-05-20")]),
    ("Bus crash kills 15 people in the past 24 hours", [("15", "flow", "2019-05-23", "2019-05-24")]),
    ("During the reporting week (13-19 May), 900 people were displaced.",
     [("900", "flow", "2019-05-13", "2019-05-19")]),
    # from the day of what drove people out, however it is told
    ("Some 2,400 herders have fled after raiders burnt Orsa two weeks ago.",
     [("Some 2,400", "flow", "2019-05-10", "2019-05-24")]),
    ("About 900 people left the coast after a levee gave way five days ago.",
     [("About 900", "flow", "2019-05-19", "2019-05-24")]),
    ("Raiders killed 17 herders when they burnt Orsa two weeks ago.",
     [("17", "flow", "2019-05-10", "2019-05-10")]),
    # how long it took is no time, and the day of the month may be told in a word
    ("Shells killed 31 people in one day, a nurse said.", [("31", "flow", "", "2019-05-24")]),
    ("The ambush came on the seventh of last month. Raiders seized 25 drivers.",
     [("25", "flow", "2019-04-07", "2019-04-07")]),
    ("In the second of last month's ambushes raiders seized 25 drivers.",
     [("25", "flow", "2019-04-01", "2019-04-30")]),
    # two days that open a sentence, and those who did it behind them
    ("On May 7 and 8 raiders shot 31 herders near Orsa.", [("31", "flow", "2019-05-07", "2019-05-08")]),
    ("The raid came on May 7 and 8 herders were shot.", [("8", "flow", "2019-05-07", "2019-05-07")]),
    # the month of a telling, where what is told has a day of its own
    ("Earlier this month an elder said 310 people were driven out of Orsa in mid-April.",
     [("310", "flow", "2019-04-11", "2019-04-20")]),
    ("In April, elders said 310 people died, up from 200 in March.", [("310", "flow", "2019-04-01", "2019-04-30")]),
    # how many there were when a number began to change
    ("Since 2015 the number of displaced has grown from 7,300 to 9,100.",
     [("7,300", "stock", "2015-01-01", "2015-01-01"), ("9,100", "stock", "2019-05-24", "2019-05-24")]),
    ("At the end of 2015, 7,300 herders were recorded as internally displaced.",
     [("7,300", "stock", "2015-12-31", "2015-12-31")]),
    # what people hope for is still to come, and when they did what is told is not
    ("Some 640 herders waited on Tuesday to be evacuated.", [("Some 640", "flow", "2019-05-21", "2019-05-21")]),
    ("Some 640 herders came to the school on Tuesday, hoping to find shelter.",
     [("Some 640", "flow", "2019-05-21", "2019-05-21")]),
    ("The siege will not end soon, after more than 640 herders were killed.",
     [("more than 640", "flow", "", "2019-05-24")]),
    ("More than 640 herders died in the siege, and no truce is to be had soon.",
     [("More than 640", "flow", "", "2019-05-24")]),
    # people moved from the day of a vote on
    ("Unrest over the disputed 6 May election has driven out 340 herders.",
     [("340", "flow", "2019-05-06", "2019-05-24")]),
    ("Nine herders were shot in the 6 May election.", [("Nine", "flow", "2019-05-06", "2019-05-06")]),
    # a year that opens the account that a count goes on with
    ("In 2014 the army launched an offensive. It drove out 3,400 herders. On Friday 12 families came home.",
     [("3,400", "flow", "2014-01-01", "2014-12-31")]),
    ("The dam was built in 2014. It drove out 3,400 herders.", [("3,400", "flow", "", "2019-05-24")]),
    ("In 2014 the army launched an offensive. It has driven out 3,400 herders.",
     [("3,400", "flow", "", "2019-05-24")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), READ, ids=[text[:50] for text, _ in READ])
def test_days(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    """Each count has the kind and the days that its own clause tells."""
    found = {f.quote: f for f in extract(Document(text, published=DAY))}
    for number, *want in figures:
        told = found[number]
        assert [told.kind.value, *(d.isoformat() if d else "" for d in (told.period_start, told.period_end))] == want
