using Google.Rpc;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue.Tests;

public sealed class FocusTests
{
    const string Parent = "projects/NCP24-14";

    [Fact]
    public void Keeps_what_it_was_given_under_the_projects_code()
    {
        var given = Examples.Focus();
        given.LeadPairing.Add([Subject.Mathematics, Subject.Science]);
        given.Continues = "projects/NCP23-14/foci/c";

        var kept = Focus.New(Parent, "b", given).ToProto();

        Assert.Equal(("projects/NCP24-14/foci/b", "NCP24-14b"), (kept.Name, kept.Code));
        kept.Name = kept.Code = kept.Etag = "";
        kept.CreateTime = kept.UpdateTime = null;
        Assert.Equal(given, kept);
    }

    [Fact]
    public void A_copy_continues_the_old_one()
    {
        var copy = Focus.New(Parent, "b", Examples.Focus()).CopyTo("NCP25-14");

        Assert.Equal(("projects/NCP25-14/foci/b", "projects/NCP24-14/foci/b"), (copy.Name, copy.Continues));
    }

    [Fact]
    public void Two_leads_of_one_subject_may_be_wanted()
    {
        var given = Examples.Focus();
        given.LeadPairing.Add([Subject.Mathematics, Subject.Mathematics]);

        Assert.Equal([Subject.Mathematics, Subject.Mathematics], Focus.New(Parent, "b", given).LeadPairing);
    }

    [Fact]
    public void Refuses_a_bespoke_focus_without_a_theme() =>
        Refuses("focus.theme_required", focus => focus.Bespoke = true);

    [Fact]
    public void Refuses_a_big_idea_named_twice() =>
        Refuses("focus.big_ideas", focus => focus.BigIdeas.Add(BigIdea.MathematicalThinking));

    [Fact]
    public void Refuses_a_key_stage_named_twice() => Refuses("focus.key_stages", focus => focus.KeyStages.Add(3));

    [Theory]
    [InlineData("projects/NCP24-14/foci/a")]
    [InlineData("projects/NCP24-13/foci/a")]
    [InlineData("projects/NCP25-14/foci/a")]
    public void Refuses_to_continue_a_focus_that_is_not_earlier(string continued) =>
        Refuses("focus.continues", focus => focus.Continues = continued);

    static void Refuses(string field, Action<V1.Focus> change)
    {
        var given = Examples.Focus();
        change(given);

        var refusal = Assert.Throws<ApiError>(() => Focus.New(Parent, "b", given));

        Assert.Equal(
            [field],
            refusal.Details.OfType<BadRequest>().Single().FieldViolations.Select(violation => violation.Field));
    }
}
