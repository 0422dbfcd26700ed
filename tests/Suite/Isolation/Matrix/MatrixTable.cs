using System.Text;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>The access matrix as text, for people to review.</summary>
static class MatrixTable
{
    const int NameWidth = 32;

    const string Head = """
        What every method answers to every kind of caller, over gRPC and over REST: derived from the contract by the
        rule in MatrixRule.cs, and compared by MatrixTests.cs with what the running suite answers. Requests are about a
        hub's own resources, and change nothing where they can: writes name a version of another time, or are trials.

        """;

    /// <summary>The table: each service, each of its methods, each kind of caller.</summary>
    public static string Text(Func<ContractMethod, Principal, string> cell)
    {
        List<string> lines =
        [
            Head, .. Principals.All.Select(principal => $"{principal.Code}  {principal.Who}"), "", .. Cells.Legend,
        ];
        foreach (var service in ContractIndex.Methods.GroupBy(method => method.Descriptor.Service))
        {
            lines.AddRange("", service.Key.FullName, Line("", Principals.All.Select(principal => principal.Code)));
            lines.AddRange(service.Select(method =>
                Line(method.Descriptor.Name, Principals.All.Select(principal => cell(method, principal)))));
        }

        return string.Join('\n', lines) + "\n";
    }

    static string Line(string name, IEnumerable<string> cells) => new StringBuilder(name.PadRight(NameWidth))
        .AppendJoin(' ', cells.Select(cell => cell.PadRight(3))).ToString().TrimEnd();
}
