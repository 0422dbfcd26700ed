namespace Mastery.Access;

/// <summary>What somebody is to get, whose rights a caller gives: an API client, or a person by a grant.</summary>
/// <param name="Resource">The field of the request that has it, for errors.</param>
/// <param name="Scopes">The scopes.</param>
/// <param name="Hubs">The ids of the hubs, or <see cref="TokenRights.EveryHub"/> alone.</param>
/// <param name="School">The URN of the one school; null for none.</param>
/// <param name="Trust">The UID of the one trust; null for none.</param>
public sealed record Reach(
    string Resource, IReadOnlyList<string> Scopes, string[] Hubs, string? School, string? Trust);
