namespace Mastery.ServiceDefaults;

/// <summary>Erases what a service holds of people beside its change log. A service that holds such things registers
/// one.</summary>
public interface IPersonEraser
{
    /// <summary>Erases again, in a unit of work of the erasure's hub, after a backup was restored that is older than
    /// the erasure. Of what is no person, and of who is erased already, nothing comes.</summary>
    /// <param name="erasure">An entry of the list of erasures.</param>
    Task RepeatAsync(Erasure erasure);
}
