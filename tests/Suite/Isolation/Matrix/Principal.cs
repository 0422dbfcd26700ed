using Mastery.Contracts;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Matrix;

/// <summary>A kind of caller: a column of the access matrix.</summary>
/// <param name="Code">The head of the column.</param>
/// <param name="Who">What its tokens say.</param>
/// <param name="Tokens">Its tokens for a method; null is no token. All of them must be answered alike.</param>
sealed record Principal(string Code, string Who, Func<ContractMethod, IEnumerable<Bearer>> Tokens)
{
    /// <summary>What the request names in place of the hub, for example <c>hubs/-</c>; null for the hub
    /// itself.</summary>
    public string? Named { get; init; }

    /// <summary>Whether nothing of the hub may be in an answer.</summary>
    public bool SeesNothing { get; init; }

    /// <summary>Whether the calls change nothing anywhere, so that they may be made at once.</summary>
    public bool IsRefused { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Code;
}

/// <summary>A token and what is special about it; null is no token.</summary>
sealed record Bearer(string What, Func<SuiteTokens, string?> Write)
{
    public static Bearer Of(Token token) => new("", tokens => tokens.Sign(token));

    public static Bearer Bad(BadToken how) => new($"{how}", tokens => tokens.SignBad(how));
}
