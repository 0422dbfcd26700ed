namespace Mastery.Contracts.Tests;

public sealed class FocusCodeTests
{
    [Theory]
    [InlineData("projects/NCP24-14/foci/b", "NCP24-14b")]
    [InlineData("projects/NCP24-12/foci/whole", "NCP24-12")]
    [InlineData("projects/YH-ORACY/foci/a", "YH-ORACYa")]
    [InlineData("projects/NCP24-14", "")]
    [InlineData("", "")]
    public void Is_what_people_call_the_focus(string name, string code) => Assert.Equal(code, FocusCode.Of(name));
}
