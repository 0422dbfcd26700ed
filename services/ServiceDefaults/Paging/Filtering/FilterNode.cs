namespace Mastery.ServiceDefaults;

/// <summary>A parsed filter.</summary>
abstract record FilterNode
{
    /// <summary>A field compared with a value.</summary>
    public sealed record Comparison(string Field, string Operator, string Value) : FilterNode;

    /// <summary>All parts hold.</summary>
    public sealed record And(IReadOnlyList<FilterNode> Parts) : FilterNode;

    /// <summary>At least one part holds.</summary>
    public sealed record Or(IReadOnlyList<FilterNode> Parts) : FilterNode;

    /// <summary>The part does not hold.</summary>
    public sealed record Not(FilterNode Part) : FilterNode;
}
