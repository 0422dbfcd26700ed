namespace Mastery.Years;

/// <summary>Names of people and places as they are heard in England. The places are fictional.</summary>
static class EnglishNames
{
    public static readonly string[] Given =
    [
        "Aisha", "Alice", "Amara", "Andrew", "Anjali", "Anna", "Ben", "Beth", "Callum", "Charlotte", "Chloe", "Daniel",
        "David", "Elena", "Ellie", "Emily", "Farah", "Fatima", "Gareth", "George", "Grace", "Hannah", "Harriet",
        "Helen", "Imran", "Isaac", "Jack", "James", "Jasmine", "Joanne", "Joseph", "Karen", "Kwame", "Laura", "Leanne",
        "Liam", "Lucy", "Marcus", "Maryam", "Matthew", "Mei", "Michael", "Nadia", "Natasha", "Niamh", "Oliver", "Owen",
        "Paul", "Peter", "Piotr", "Priya", "Rachel", "Rebecca", "Robert", "Ruth", "Samuel", "Sarah", "Simon", "Sophie",
        "Thomas", "Tom", "Victoria", "Yusuf", "Zoe",
    ];

    public static readonly string[] Family =
    [
        "Adeyemi", "Ahmed", "Allen", "Atkinson", "Bailey", "Barker", "Begum", "Bell", "Bennett", "Booth", "Brooks",
        "Burgess", "Campbell", "Carter", "Chapman", "Clarke", "Cooper", "Davies", "Dixon", "Edwards", "Ellis", "Evans",
        "Fisher", "Foster", "Gibson", "Graham", "Green", "Griffiths", "Hall", "Harper", "Harrison", "Hill", "Holmes",
        "Hughes", "Hussain", "Jackson", "Johnson", "Kaur", "Kelly", "Khan", "King", "Lewis", "Lloyd", "Marshall",
        "Mason", "Mensah", "Mitchell", "Moore", "Morgan", "Murphy", "Nowak", "Osborne", "Palmer", "Parker", "Patel",
        "Pearson", "Phillips", "Reid", "Richardson", "Roberts", "Robinson", "Rose", "Shah", "Shaw", "Singh", "Stevens",
        "Taylor", "Thompson", "Turner", "Walker", "Ward", "Watson", "Webb", "White", "Wilkinson", "Wood", "Wright",
        "Young",
    ];

    public static readonly string[] PlaceBeginnings =
    [
        "Alder", "Ash", "Beck", "Birch", "Brad", "Calder", "Clay", "Cold", "Dun", "Elm", "Fern", "Gar", "Hart", "Hazel",
        "Kirk", "Lang", "Mar", "Nether", "Oak", "Rother", "Sher", "Thorn", "Wend", "Whit",
    ];

    public static readonly string[] PlaceEndings =
        ["bourne", "by", "combe", "dale", "field", "ford", "ham", "ley", "mere", "stead", "thorpe", "ton", "wick"];

    public static readonly string[] Academies = ["Academy", "Park Academy", "Church of England Academy", "College"];

    public static readonly string[] Maintained = ["High School", "School", "Community School", "Grammar School"];

    public static string Pick(this Random random, string[] names) => names[random.Next(names.Length)];

    /// <summary>A place name, for example "Calderwick".</summary>
    public static string Place(this Random random) => random.Pick(PlaceBeginnings) + random.Pick(PlaceEndings);
}
