using Mastery.Common.V1;

namespace Mastery.Cli.Demo;

/// <summary>A department of the demo year.</summary>
/// <param name="Key">Its name within the demo.</param>
/// <param name="Urn">Its school.</param>
/// <param name="People">Its people with the year in which each came: the head, the Key Stage 3 lead, teachers.</param>
/// <param name="Headteacher">Who agrees to its application.</param>
/// <param name="Agreed">When.</param>
/// <param name="Motivation">Why it applies.</param>
sealed record DemoSeed(
    string Key,
    string Urn,
    (string Name, int Since)[] People,
    string Headteacher,
    string Agreed,
    string Motivation)
{
    /// <summary>Its subject.</summary>
    public Subject Subject { get; init; } = Subject.Mathematics;

    /// <summary>The year of its Development Work Group; empty when there was none.</summary>
    public string Development { get; init; } = "";

    /// <summary>The school as which it took part in that, where it was another.</summary>
    public string Former { get; init; } = "";

    /// <summary>The cohort of its head, where that is a specialist.</summary>
    public int? Cohort { get; init; }

    /// <summary>Who leaves during the year, and who takes over.</summary>
    public DemoLeaver? Leaver { get; init; }

    public static DemoSeed[] All { get; } =
    [
        new("calder-vale", "990001",
            [("Amara Okafor", 2014), ("Daniel Hirst", 2017), ("Zoë Priestley", 2020), ("Imran Shah", 2023)],
            "Margaret Ellis", "2024-06-20",
            "Five years after our Development Work Group, half of the team is new. We want every class to meet ratio "
                + "through the same pictures.")
        {
            Development = "2019-20",
        },
        new("holme-edge", "990002",
            [("Helen Sykes", 2011), ("Yusuf Patel", 2018), ("Grace Lockwood", 2021), ("Piotr Nowak", 2016)],
            "Ian Barraclough", "2024-07-03",
            "Our Year 7 students know their tables and do not use them. We would like to plan with departments that "
                + "have the same worry.")
        {
            Development = "2021-22",
            Leaver = new(1, "2025-04-04", "2025-04-22", 2),
        },
        new("marfleet", "990003", [("Siobhán Doyle", 2013), ("Kwame Mensah", 2019), ("Ellie Foster", 2022)],
            "Dr Anita Coleman", "2024-06-12",
            "Students answer quickly and explain little. We want them to think aloud, and ourselves to listen better.")
        {
            Cohort = 5,
        },
        new("trentside", "990004", [("Robert Blyth", 2009), ("Anjali Rao", 2015), ("Connor Walsh", 2021)],
            "Stephen Marr", "2024-06-28",
            "Homework is the part of our curriculum that nobody has looked at for years.")
        {
            Development = "2022-23",
            Leaver = new(0, "2024-12-20", "2025-01-06", 2) { Successor = 1 },
        },
        new("humber-bank", "990005", [("Laura Grant", 2016), ("Mehmet Aydın", 2018), ("Sophie Clarke", 2023)],
            "Joy Adebayo", "2024-07-09",
            "Science teaches graphs in October and we teach them in May. It is time to sit down together.")
        {
            Development = "2020-21",
            Leaver = new(0, "2024-12-20", "2025-01-06", 1) { Successor = 1 },
        },
        new("spen-beck", "990006", [("Holly Naylor", 2019), ("Tomasz Wójcik", 2020)],
            "Ruth Sugden", "2024-06-18",
            "We are a small department and have taught mastery from books so far. We want to see it."),
        new("ings-road", "990007", [("Farah Siddiqui", 2015), ("Mark Illingworth", 2012), ("Beth Hanson", 2022)],
            "Colin Asquith", "2024-07-10",
            "As Ings Road High School we took part before the school became an academy, and we miss the others.")
        {
            Development = "2018-19",
            Former = "schools/990011",
        },
        new("newland", "990008", [("Oliver Thwaite", 2017), ("Chidi Eze", 2020), ("Rachel Booth", 2022)],
            "Frances Lund", "2024-07-15",
            "We teach from Reception to Year 13 and lose students between Year 6 and Year 7, in the same building.")
        {
            Development = "2023-24",
        },
        new("calder-vale-science", "990001", [("Nadia Rahman", 2016), ("Peter Lumb", 2010)],
            "Margaret Ellis", "2024-09-12",
            "Our students rearrange formulae in mathematics and guess in physics. We would like to know why.")
        {
            Subject = Subject.Science,
        },
        new("humber-bank-science", "990005", [("Joanne Petty", 2013), ("Samuel Osei", 2021)],
            "Joy Adebayo", "2024-07-09", "")
        {
            Subject = Subject.Science,
            Leaver = new(0, "2024-12-20", "2025-01-06", 1) { Successor = 1 },
        },
        new("aire-bank", "990012", [("Deborah Knowles", 2010), ("Adeel Hussain", 2019), ("Lucy Farrar", 2021)],
            "Paul Whitaker", "2024-06-25",
            "Our highest attainers are bored and our lowest lost. Tasks that let both think are what we look for.")
        {
            Development = "2020-21",
        },
        new("ancholme", "990013", [("Gareth Pugh", 2014), ("Meera Nair", 2018), ("James Osgodby", 2023)],
            "Alison Drewery", "2024-07-02",
            "There are three of us, eleven miles from the next school. We need colleagues to talk to.")
        {
            Development = "2022-23",
        },
        new("colne-head", "990014", [("Catherine Haigh", 2012), ("Bilal Mahmood", 2022), ("Amy Quarmby", 2023)],
            "Jonathan Firth", "2024-06-21",
            "A new scheme of work came without a way of teaching. We want to begin at the beginning."),
    ];
}

/// <summary>Somebody who leaves during the year.</summary>
/// <param name="Person">Who, by number.</param>
/// <param name="LastDay">The last day at the school.</param>
/// <param name="NextDay">The first day of the others in their new roles.</param>
/// <param name="Advocate">Who takes over as Advocate, by number.</param>
sealed record DemoLeaver(int Person, string LastDay, string NextDay, int Advocate)
{
    /// <summary>Who becomes the head of department, where the head leaves.</summary>
    public int? Successor { get; init; }
}
