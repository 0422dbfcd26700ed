using Mastery.Contracts;
using Mastery.Local;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>Every method with every kind of caller, by both protocols: <c>access-matrix.txt</c>.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class MatrixTests(RunningSuite suite, SeededHubs hubs)
{
    static readonly string File =
        Path.Combine(Programs.Checkout, "tests", "Suite", "Isolation", "Matrix", "access-matrix.txt");

    [Theory]
    [MemberData(nameof(Tenancy.All), MemberType = typeof(Tenancy))]
    public async Task Answers_every_kind_of_caller_as_the_rule_says(string name)
    {
        var method = Tenancy.Method(name);

        var answers = await AnswersAsync(method);

        var differences = Differences(answers, principal => MatrixRule.Expected(method, principal));
        Assert.True(differences.Count == 0, $"{method}\n{string.Join('\n', differences)}");
    }

    [Fact]
    public async Task Is_in_the_repository_as_the_rule_says()
    {
        var text = MatrixTable.Text(MatrixRule.Expected);
        var kept = System.IO.File.Exists(File) ? await System.IO.File.ReadAllTextAsync(File, Stop) : "";
        if (kept == text)
        {
            return;
        }

        var written = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(File));
        await System.IO.File.WriteAllTextAsync(written, text, Stop);
        (string Was, string Now) changed = kept.Split('\n').Zip(text.Split('\n'))
            .FirstOrDefault(lines => lines.Item1 != lines.Item2, ("", "its end"));
        Assert.Fail($"The matrix is another one. Look at what changed, then: cp {written} {File}\n"
            + $"was: {changed.Was}\nnow: {changed.Now}");
    }

    // The control: whichever cell of a row is not as the rule says, it is found.
    [Theory]
    [InlineData("mastery.development_plans.v1.DevelopmentPlanService.GetPlan")]
    [InlineData("mastery.participants.v1.WorkGroupService.AcceptApplication")]
    [InlineData("mastery.participants.v1.SchoolDirectoryService.ListSchools")]
    public async Task Finds_each_cell_that_is_not_as_the_rule_says(string name)
    {
        var method = Tenancy.Method(name);
        var answers = await AnswersAsync(method);

        foreach (var altered in Principals.All)
        {
            var differences = Differences(answers, principal =>
                principal == altered ? "??" : MatrixRule.Expected(method, principal));

            Assert.StartsWith($"{altered.Code}: expected ??", Assert.Single(differences), StringComparison.Ordinal);
        }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<IReadOnlyDictionary<Principal, string>> AnswersAsync(ContractMethod method)
    {
        var calls = new MatrixCalls(suite, hubs.One);
        Dictionary<Principal, string> answers = [];
        foreach (var principal in Principals.All)
        {
            answers[principal] = await calls.AnswerAsync(method, principal);
        }

        return answers;
    }

    static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<Principal, string> answers, Func<Principal, string> expected) =>
    [
        .. Principals.All.Where(principal => answers[principal] != expected(principal))
            .Select(principal => $"{principal}: expected {expected(principal)}, got {answers[principal]}"),
    ];
}
