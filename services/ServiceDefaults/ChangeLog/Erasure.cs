namespace Mastery.ServiceDefaults;

/// <summary>The erasure of what the change log holds of a subject. It names the subject and holds no value.</summary>
/// <param name="Hub">The hub whose log it is.</param>
/// <param name="Subject">The name of the person, or of the resource that the values are part of.</param>
/// <param name="Revision">The last revision that it erased.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Time">When.</param>
public sealed record Erasure(string Hub, string Subject, long Revision, string Actor, string Reason, DateTime Time);
