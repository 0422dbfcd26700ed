using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Participants;

/// <summary>What would come of a person of a feed in a hub, or of somebody of the hub who is not in it.</summary>
public sealed record PlannedEffect
{
    /// <summary>The effect, as callers see it.</summary>
    public required V1.RosterSyncEffect Effect { get; init; }

    /// <summary>The person of the feed; null for somebody who is not in it.</summary>
    public FeedPerson? Person { get; init; }

    /// <summary>The record before; one without names for somebody new.</summary>
    public Participant? Before { get; init; }

    /// <summary>The record after.</summary>
    public Participant? After { get; init; }

    /// <summary>What the source has put into the record then.</summary>
    public Given? Given { get; init; }

    /// <summary>For a potential match, whom the record may be of, with why.</summary>
    public IReadOnlyList<(Participant Person, string Why)> Candidates { get; init; } = [];

    public Kind Kind => Effect.Kind;

    /// <summary>Whether a record is written.</summary>
    public bool Writes => Kind is Kind.Create or Kind.Update or Kind.Leave or Kind.Restore;

    /// <summary>What tells an effect from others of the same hub, whenever it is planned.</summary>
    public string Key => KeyOf(Effect);

    public static string KeyOf(V1.RosterSyncEffect effect) =>
        effect.SourceIds.Count > 0 ? $"id {effect.SourceIds[0]}" : effect.Participant;

    /// <summary>Whether the same would come of it: without the words, and what only a plan has.</summary>
    public static bool Same(V1.RosterSyncEffect one, V1.RosterSyncEffect other)
    {
        return Facts(one).Equals(Facts(other));

        static V1.RosterSyncEffect Facts(V1.RosterSyncEffect effect)
        {
            var facts = effect.Clone();
            (facts.Number, facts.Explanation, facts.MatchReview) = (0, "", "");
            facts.Origins.Clear();
            return facts;
        }
    }
}
