"""Days of the figures of whole texts: of events told elsewhere, of what runs on, of times told from other times."""

from datetime import date

import pytest

from stats.document import Document
from stats.extract import extract

DAY = date(2023, 5, 10)  # a Wednesday

READ = [  # a text published on that day, a number in it, and its days
    # a quake is over in a moment
    ("People who have slept outdoors since Sunday's quake asked for tents. It wrecked 4,100 "
     "houses.", "4,100", ("2023-05-07", "2023-05-07")),
    ("Forty aftershocks have been felt since Sunday. The quake killed 212 "
     "people.", "212", ("2023-05-07", "2023-05-07")),
    # a day that comes after an event
    ("Thousands lined up for water on Tuesday after a quake killed 212 people and injured 3,000. It "
     "struck on Sunday.", "3,000", ("2023-05-07", "2023-05-07")),
    ("Nine people were killed on Tuesday after a slide hit the hamlet "
     "overnight.", "Nine", ("2023-05-09", "2023-05-10")),
    # an earlier eruption
    ("Families dug in the ash on Tuesday, two days after lava from the volcano burned 340 homes. Its last "
     "eruption, in 1997, killed nobody.", "340", ("2023-05-07", "2023-05-07")),
    # parts of those told right before
    ("The camp came under fire again last week. Some 7,000 people ran from it on 4 May. They include 210 "
     "families from Birch.", "210", ("2023-05-04", "2023-05-04")),
    # before an event
    ("They moved 18,000 people to shelters before the cyclone came ashore. It made landfall on "
     "Monday.", "18,000", ("", "2023-05-08")),
    # years of a war
    ("Mines are left from the 1992-95 war, in which 30,000 people were "
     "killed.", "30,000", ("1992-01-01", "1995-12-31")),
    ("Some 4,000 people have left Alder, the largest flight since the 1992-1995 war.", "4,000", ("", "2023-05-10")),
    ("The 1999 Alder earthquake killed over 1,700 people.", "1,700", ("1999-01-01", "1999-12-31")),
    ("The 1999 lahars killed over 1,700 people.", "1,700", ("1999-01-01", "1999-12-31")),
    ("The 1999 windstorm wrecked 40 homes.", "40", ("1999-01-01", "1999-12-31")),
    ("Some 4,000 people have fled. The rockslides, which rumbled into the valley on Sunday, killed "
     "40.", "40", ("2023-05-07", "2023-05-07")),
    ("The cyclone crossed the coast on 3 May. It wrecked 400 homes.", "400", ("2023-05-03", "2023-05-03")),
    ("Some 900 families have fled since the uprisings commenced in March.", "900", ("2023-03-01", "2023-05-10")),
    ("Old people recall 1976, when a quake killed 900 people in Alder.", "900", ("1976-01-01", "1976-12-31")),
    # a quarter is no time here
    ("Over a quarter of the city's 90,000 people have been affected.", "a quarter", ("", "2023-05-10")),
    # a total after which something was found
    ("The toll rose to 47 after two bodies were found overnight.", "47", ("", "2023-05-10")),
    # a clause on an event, whatever its verb
    ("The toll of the rain front that parked over Alder on Saturday stands at "
     "61.", "61", ("2023-05-06", "2023-05-10")),
    ("The cyclone that nosed in over the coast on 3 May wrecked 400 homes.", "400", ("2023-05-03", "2023-05-03")),
    ("The fighting that ended on 4 May cost 60 lives.", "60", ("", "2023-05-04")),
    # what another number is measured against
    ("The agency puts the displaced at 35,000, down from 41,000 on Sunday. Alder has "
     "12,000.", "12,000", ("2023-05-10", "2023-05-10")),
    ("Some 9,000 people are out of their homes, a figure that stood at 4,000 on "
     "Sunday.", "9,000", ("2023-05-10", "2023-05-10")),
    # a part with a time of its own
    ("Floods have claimed 256 lives this year, 118 of them since 1 May.", "256", ("2023-01-01", "2023-05-10")),
    # what comes after an event of last week
    ("About 4,000 people were forced to flee after raiders burned their houses last "
     "week.", "4,000", ("2023-05-01", "2023-05-10")),
    # a clause with a count of its own
    ("Some 600 people were evacuated to Orel, where 70 families fled last month.", "600", ("", "2023-05-10")),
    # on an event elsewhere
    ("Crews have found 115 bodies in Alder after days of clashes. Clashes on Tuesday in Birch killed five "
     "people.", "115", ("", "2023-05-10")),
    ("Soldiers pulled 17 bodies from the mud on Tuesday in villages struck by slides. Nearly 900 people "
     "have been displaced.", "900", ("", "2023-05-10")),
    # so many days
    ("A fire now in its sixth day has driven out 900 people.", "900", ("2023-05-05", "2023-05-10")),
    ("Clashes raged for a third straight day in Alder, where 60 people have been "
     "killed.", "60", ("2023-05-08", "2023-05-10")),
    ("By 9 May the tracking teams had logged 3,400 people driven out by the battle for Alder, now four "
     "months old.", "3,400", ("2023-01-10", "2023-05-09")),
    # told from another time
    ("The slide hit on Friday, killing 54 people. A day earlier the army had spoken of 90 "
     "injured.", "90", ("2023-05-05", "2023-05-05")),
    ("A week earlier the UN said 25,000 people were in the camps.", "25,000", ("2023-05-03", "2023-05-03")),
    ("More than 9,000 people have fled since rebels took Alder on 20 April. Just eight days earlier the "
     "agency's figure was 7,000.", "7,000", ("2023-04-20", "2023-05-02")),
    ("The army said on Tuesday that 30 people were killed the previous day.", "30", ("2023-05-08", "2023-05-08")),
    ("Clashes on 24 May 2021 drove out 900 people. In August of that year 60 families "
     "left.", "60", ("2021-08-01", "2021-08-31")),
    ("The rains of April drove out many, and on the 22nd another 453 people lost their "
     "homes.", "453", ("2023-04-22", "2023-04-22")),
    ("The village was hit twice, on the 5th and 8th, and 40 homes burned.", "40", ("2023-05-05", "2023-05-08")),
    ("Eighteen bodies had been recovered by Tuesday from the mud that buried three hamlets a day earlier. "
     "Crews are moving 300 people out.", "300", ("2023-05-08", "2023-05-10")),
    # since
    ("Some 8,300 people have left Alder since 2 May. Around 200 were wounded.", "200", ("2023-05-02", "2023-05-10")),
    ("Four more deaths were confirmed since Sunday. Around 200 people were wounded.", "200", ("", "2023-05-10")),
    ("In the last two days 13 people have died in floods. Over 100 houses washed "
     "away.", "100", ("2023-05-08", "2023-05-10")),
    ("Half a million people have fled since the army opened its campaign last October. The UN's number as "
     "of Monday was 493,000.", "493,000", ("2022-10-01", "2023-05-08")),
    # other places in one report
    ("Turkey - Earthquake\n205 buildings collapsed in the quake of 4 May.\n\nMadagascar - Floods\n1,517 "
     "houses were destroyed.", "1,517", ("", "2023-05-10")),
    # begun
    ("The evacuation of some 9,000 residents began on Saturday.", "9,000", ("2023-05-06", "2023-05-10")),
    ("The assault, which started late on Friday, killed at least 38 people.", "38", ("2023-05-05", "2023-05-05")),
    ("The offensive, which started on Friday, has killed at least 38 people.", "38", ("2023-05-05", "2023-05-10")),
    ("The clashes, in which 45 people have died, broke out on Thursday.", "45", ("2023-05-04", "2023-05-10")),
    # to come
    ("Some 2,000 people were evacuated ahead of the storm, which is due on Friday.", "2,000", ("", "2023-05-10")),
    ("With a red alert in force through Thursday, the number of people driven out by the floods has "
     "passed 36,600.", "36,600", ("", "2023-05-10")),
    # anniversaries
    ("One year after the quakes in Alder, many have not gone home. The quakes destroyed 190 "
     "homes.", "190", ("2022-05-10", "2022-05-10")),
    # the season's years
    ("Rainy season 2022-2023\nTotals to date\nDead: 85", "85", ("", "2023-05-10")),
    # a day's label with a bullet
    ("Flash update, 9-10 May 2023\n• Evacuations\n   o 9 May: 30 people\n   o 10 May: 15 "
     "people", "15", ("2023-05-10", "2023-05-10")),
    # later, and now
    ("The quake of 6 February killed 900 people. Three months later, 12,000 people are still in "
     "tents.", "12,000", ("2023-05-10", "2023-05-10")),
    # days that are not what they seem
    ("The blaze, first reported on Saturday, has forced 2,500 people from their "
     "homes.", "2,500", ("2023-05-06", "2023-05-10")),
    ("The prefect said on Tuesday last week's flood had left 900 families without a "
     "roof.", "900", ("2023-05-01", "2023-05-07")),
    ("The war, which entered its second year last month, has killed 14,000 people.", "14,000", ("", "2023-05-10")),
    ("Five hundred people, most of whom came on Sunday, are in the "
     "school.", "Five hundred", ("2023-05-10", "2023-05-10")),
    # what comes after an event of last week, month or year, of which no day is told
    ("Fears have grown after last month's floods that killed 27 people.", "27", ("2023-04-01", "2023-04-30")),
    ("Fears have grown after last year's floods that drove out 900 people.", "900", ("2022-01-01", "2022-12-31")),
    ("Alder is on its feet again after last week's blast killed 27 people.", "27", ("2023-05-01", "2023-05-07")),
    ("After the March floods, 27 people died in Alder.", "27", ("2023-03-01", "2023-03-31")),
    ("After the March floods, 900 people left Alder.", "900", ("2023-03-01", "2023-05-10")),
    ("The alarm comes after Sunday's blast, which killed 27 people.", "27", ("2023-05-07", "2023-05-07")),
    # fighting goes on from the day on which it began, a raid does not
    ("More than 1,500 civilians were killed in Alder after fighting broke out on "
     "Friday.", "1,500", ("2023-05-05", "2023-05-10")),
    ("He put the dead of Alder at 1,500, after the offensive that the army launched last "
     "Friday.", "1,500", ("2023-05-05", "2023-05-10")),
    ("Some 40 people were killed after a raid launched on Friday.", "40", ("2023-05-05", "2023-05-05")),
    ("Some 40 people were killed after the fire that broke out on Friday.", "40", ("2023-05-05", "2023-05-05")),
    # a number of the event before its day is no count
    ("A quake struck Birch on Sunday. Alder is still rebuilding from a magnitude-7.9 quake that struck in May 2008, "
     "leaving almost 90,000 people dead.", "90,000", ("2008-05-01", "2008-05-31")),
    # a line under another
    ("Families hit by the floods in 2022: 36,077\nOf which hit twice: 5,761 "
     "families", "5,761", ("2022-01-01", "2022-12-31")),
    ("Raiders attacked two camps early on Tuesday and thousands fled. Some 400 displaced people had lived "
     "in one. One man was killed there.", "One", ("2023-05-09", "2023-05-09")),
]


@pytest.mark.parametrize(("text", "number", "days"), READ, ids=lambda v: v[:60] if isinstance(v, str) else None)
def test_days(text: str, number: str, days: tuple[str, str]) -> None:
    """A figure of a text holds for the days that the text tells of what it counts; "" where nobody can tell one."""
    found = [f for f in extract(Document(text, published=DAY)) if number in f.quote]
    told = [tuple(day.isoformat() if day else "" for day in (f.period_start, f.period_end)) for f in found[:1]]
    assert told == [days]
