namespace Mastery.Mis;

/// <summary>A place from which the staff of a school or trust are read: a file, a folder or an API.</summary>
public interface IStaffSource
{
    /// <summary>Reads the staff.</summary>
    /// <returns>First one <see cref="SourceStart"/>; then <see cref="StaffRead"/> and <see cref="SourceProblem"/> as
    /// they come; last one <see cref="SourceEnd"/>. A stream without its end was not read to the end, and nothing may
    /// be concluded from whom it does not have.</returns>
    /// <exception cref="StaffSourceException">The source cannot be read, or not to its end.</exception>
    IAsyncEnumerable<StaffReading> ReadAsync(CancellationToken cancellation = default);
}
