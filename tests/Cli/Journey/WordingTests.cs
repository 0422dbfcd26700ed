using Mastery.Cli.Journey;
using Mastery.DevelopmentPlans.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Journey;

public sealed class WordingTests
{
    [Fact]
    public void Are_those_people_say()
    {
        Assert.Equal("not eligible", Eligibility.Types.Outcome.NotEligible.Words());
        Assert.Equal("lesson observation", Evidence.Types.Kind.LessonObservation.Words());
        Assert.Equal("agreed", Plan.Types.State.Agreed.Words());
    }
}
