using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;

namespace Mastery.Cli.Lists;

/// <summary>A column of a list's table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">The text of a row, with other resources by what people call them.</param>
/// <param name="Least">How narrow it may become.</param>
/// <param name="Right">Whether it holds numbers.</param>
sealed record ListColumn<TRow>(string Title, Func<TRow, Names, string> Text, int Least = 10, bool Right = false);

/// <summary>A List method of the API, and how people see and narrow it.</summary>
sealed class ListOf<TRequest, TResponse, TRow>
{
    /// <summary>The method of the typed client.</summary>
    public required Func<ApiClients, Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>>> Method { get; init; }

    /// <summary>The method where the options choose it; null for <see cref="Method"/> always.</summary>
    public Func<ListCall, Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>>>? Choose { get; init; }

    /// <summary>The rows of a page.</summary>
    public required Func<TResponse, IEnumerable<TRow>> Rows { get; init; }

    /// <summary>What one row is, and what several are, in words.</summary>
    public required (string One, string Many) Noun { get; init; }

    /// <summary>The columns of the table, the most important first.</summary>
    public required IReadOnlyList<ListColumn<TRow>> Columns { get; init; }

    /// <summary>The lines that people read of a row, where a table does not do; null for a table.</summary>
    public Func<TRow, IEnumerable<string>>? Lines { get; init; }

    /// <summary>How many rows are enough; null for all of them.</summary>
    public Func<ListCall, int?>? Limit { get; init; }

    /// <summary>The parent; null for lists that have none.</summary>
    public Func<ListCall, Task<string>>? Parent { get; init; }

    /// <summary>The options that narrow it.</summary>
    public IReadOnlyList<ListFilter> Filters { get; init; } = [];

    /// <summary>What the request says beside parent, filter and order; null for nothing.</summary>
    public Func<ListCall, TRequest, Task>? Refine { get; init; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>The order, unless another is asked for.</summary>
    public string OrderBy { get; init; } = "";

    /// <summary>Whether rows stay in the order in which the API answers them, where it offers no other.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>What there is to say below the table.</summary>
    public string Advice { get; init; } = "";
}
