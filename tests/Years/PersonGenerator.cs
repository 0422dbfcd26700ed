using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Years;

/// <summary>Generates the people of a department.</summary>
static class PersonGenerator
{
    static readonly Responsibility[] Posts =
    [
        Responsibility.HeadOfDepartment, Responsibility.KeyStageLead, Responsibility.ClassroomTeacher,
        Responsibility.ClassroomTeacher,
    ];

    /// <summary>Four people: the head, who is the specialist if there is one, the Key Stage 3 lead and two
    /// teachers.</summary>
    public static IReadOnlyList<GeneratedPerson> People(
        Random random, GeneratedSchool school, Subject subject, bool specialist) =>
        [.. Posts.Select((post, index) => Person(
            random, school, subject, post, specialist && index == 0 ? random.Next(1, 7) : null))];

    static GeneratedPerson Person(
        Random random, GeneratedSchool school, Subject subject, Responsibility post, int? cohort)
    {
        var (given, family) = (random.Pick(EnglishNames.Given), random.Pick(EnglishNames.Family));
        return new(
            given,
            family,
            $"{given}.{family}@{school.Town}{school.Urn}.example.org".ToLowerInvariant(),
            Title(post, subject),
            post,
            new DateOnly(random.Next(2009, 2024), 9, 1),
            cohort);
    }

    static string Title(Responsibility post, Subject subject)
    {
        var taught = subject == Subject.Science ? "science" : "mathematics";
        return post switch
        {
            Responsibility.HeadOfDepartment => $"Head of {taught}",
            Responsibility.KeyStageLead => $"Key Stage 3 lead for {taught}",
            _ => $"Teacher of {taught}",
        };
    }
}
