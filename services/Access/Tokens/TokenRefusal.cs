namespace Mastery.Access;

/// <summary>Why a request gets no token.</summary>
/// <param name="Error">The code of RFC 6749 or RFC 8693.</param>
/// <param name="Reason">Why, in one word for the log, which may say more than the caller is told.</param>
/// <param name="Description">What to do.</param>
/// <param name="Counts">Whether it counts as a failure of whoever asks.</param>
public sealed record TokenRefusal(string Error, string Reason, string Description, bool Counts);
