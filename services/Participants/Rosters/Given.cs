using System.Text.Json.Serialization;

namespace Mastery.Participants;

/// <summary>What a source itself has put into the record of a person: that it changes and ends, and nothing else.
/// </summary>
public sealed record Given
{
    public required Guid ParticipantId { get; init; }

    public IReadOnlyList<GivenField> Fields { get; init; } = [];

    public IReadOnlyList<GivenPost> Posts { get; init; } = [];

    /// <summary>Whether the source has said that the person left.</summary>
    public bool LeftBySource { get; init; }

    /// <summary>Whether the source has put anything into the record before; what another hub's transfer brought along
    /// has nothing noted.</summary>
    public bool Known { get; init; } = true;

    public string Of(string field) => Fields.FirstOrDefault(given => given.Field == field)?.Value ?? "";

    public Given With(string field, string value) => this with
    {
        Fields = [.. Fields.Where(given => given.Field != field), new GivenField { Field = field, Value = value }],
    };

    /// <summary>The post that was given, by its department and first day.</summary>
    public GivenPost? Of(Post post) =>
        Posts.FirstOrDefault(given => given.DepartmentId == post.DepartmentId && given.StartDate == post.StartDate);

    public bool Same(Given other) => LeftBySource == other.LeftBySource
        && Fields.OrderBy(field => field.Field, StringComparer.Ordinal)
            .SequenceEqual(other.Fields.OrderBy(field => field.Field, StringComparer.Ordinal))
        && Posts.SequenceEqual(other.Posts);
}

/// <summary>A field and the value that the source gave.</summary>
public sealed record GivenField
{
    public required string Field { get; init; }

    public required string Value { get; init; }
}

/// <summary>A post as the source gave it.</summary>
public sealed record GivenPost
{
    public required Guid DepartmentId { get; init; }

    public DateOnly? StartDate { get; init; }

    public DateOnly? EndDate { get; init; }

    public string JobTitle { get; init; } = "";

    [JsonConverter(typeof(EnumJson<V1.Responsibility>))]
    public V1.Responsibility? Responsibility { get; init; }

    /// <summary>The id under which the source has the person there.</summary>
    public string Id { get; init; } = "";

    public static GivenPost Of(Post post, string id) => new()
    {
        DepartmentId = post.DepartmentId,
        StartDate = post.StartDate,
        EndDate = post.EndDate,
        JobTitle = post.JobTitle,
        Responsibility = post.Responsibility,
        Id = id,
    };
}
