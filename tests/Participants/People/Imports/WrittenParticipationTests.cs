using Mastery.Common.V1;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>What a row means as people write it.</summary>
public sealed class WrittenParticipationTests
{
    static readonly DateOnly Today = new(2024, 10, 1);

    [Theory]
    [InlineData("maths", "ncp 22 – 12", "", "", Subject.Mathematics, "NCP22-12", "2022-23", Stage.Development)]
    [InlineData("", "NCP21-13b", "2021/22", "Embedding", Subject.Mathematics, "NCP21-13b", "2021-22", Stage.Embedding)]
    [InlineData("Science", "", "22-23", "sustaining WG", Subject.Science, "", "2022-23", Stage.Sustaining)]
    [InlineData("Mathematics", "23-14", "2023", "", Subject.Mathematics, "NCP23-14", "2023-24", Stage.Sustaining)]
    [InlineData("M", "", "AY 2020–2021", "Dev", Subject.Unspecified, "", "2020-21", Stage.Development)]
    [InlineData("maths", "YH-ORACY", "2022/23", "Local group", Subject.Mathematics, "YH-ORACY", "2022-23", Stage.Local)]
    public void Is_read_as_it_is_meant(string subject, string code, string year, string stage,
        Subject expectedSubject, string expectedCode, string expectedYear, Stage expectedStage)
    {
        var effect = Read(new() { Subject = subject, Code = code, Year = year, Stage = stage });

        Assert.Equal(
            (expectedSubject, expectedCode, expectedYear, expectedStage),
            (effect.Subject, effect.Code, effect.AcademicYear, effect.Stage));
        Assert.Equal(expectedSubject == default ? ["subject"] : [], effect.Doubts.Select(doubt => doubt.Field));
    }

    [Theory]
    [InlineData("22.12 Dev", "2022/23", "Development", "code", "NCP22-12")]
    [InlineData("NCP24-14a/b", "2024/25", "Sustaining", "code", "NCP24-14")]
    [InlineData("NCP22-12", "2019/20", "", "academic_year", "2022-23")]
    [InlineData("", "2022", "Development", "academic_year", "2021-22,2022-23")]
    [InlineData("NCP22-12", "last year", "", "academic_year", "2022-23")]
    [InlineData("NCP22-12", "", "Embedding", "stage", "DEVELOPMENT,EMBEDDING")]
    [InlineData("NCP22-31", "", "", "stage", "DEVELOPMENT,EMBEDDING,SUSTAINING")]
    public void Waits_for_a_person_where_it_is_doubtful(
        string code, string year, string stage, string field, string candidates)
    {
        var effect = Read(new() { Code = code, Year = year, Stage = stage });

        var doubt = Assert.Single(effect.Doubts);
        Assert.Equal(field, doubt.Field);
        Assert.Equal(candidates, string.Join(',', doubt.Candidates.Select(candidate => candidate.Value)));
        Assert.NotEmpty(doubt.Explanation);
    }

    [Theory]
    [InlineData("", "", "neither a year nor a code")]
    [InlineData("NCP25-12", "", "2025/26 has not begun")]
    public void Is_rejected_where_it_cannot_be(string code, string year, string reason)
    {
        var effect = Read(new() { Code = code, Year = year, Stage = "Development" });

        Assert.Equal((Kind.Rejected, "year"), (effect.Kind, effect.Field));
        Assert.Contains(reason, effect.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_what_a_person_decides()
    {
        var effect = new Effect
        {
            Record = new() { Code = "hello", Year = "2022", Stage = "?" },
            Decision = new() { WithoutCode = true, AcademicYear = "2021-22", Stage = Stage.Embedding },
        };

        WrittenParticipation.Read(effect, Today);

        Assert.Empty(effect.Doubts);
        Assert.Equal(("", "2021-22", Stage.Embedding), (effect.Code, effect.AcademicYear, effect.Stage));
    }

    [Theory]
    [InlineData("Ada Lovelace; ada@example.org", "Ada Lovelace ada@example.org")]
    [InlineData("Ada Lovelace <ada@example.org> and Alan Turing", "Ada Lovelace ada@example.org|Alan Turing ")]
    [InlineData("Ada Lovelace (ada@example.org)\nAlan Turing", "Ada Lovelace ada@example.org|Alan Turing ")]
    [InlineData("ada@example.org; alan@example.org", " ada@example.org| alan@example.org")]
    [InlineData(" ; ", "")]
    public void Names_people_by_name_address_or_both(string text, string expected) => Assert.Equal(
        expected, string.Join('|', WrittenPerson.Read(text).Select(person => $"{person.Name} {person.Email}")));

    static Effect Read(V1.ParticipationRecord record)
    {
        var effect = new Effect { Record = record };
        WrittenParticipation.Read(effect, Today);
        return effect;
    }
}
