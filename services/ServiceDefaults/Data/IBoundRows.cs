namespace Mastery.ServiceDefaults;

/// <summary>For a service whose tables do not know the schools of their rows: finds out by what the rows of a caller
/// that is bound to a school or a trust are known. A service whose tables know them has none: its policies compare with
/// <see cref="CallScope.Bound"/> itself.</summary>
public interface IBoundRows
{
    /// <summary>The text that the service's policies compare with, in the setting <c>mastery.bound</c>: never empty,
    /// which stands for a caller that is not bound.</summary>
    /// <param name="scope">The call, whose <see cref="CallScope.Bound"/> is not null.</param>
    Task<string> FindAsync(CallScope scope);
}
