namespace Mastery.Postgres;

/// <summary>The names of a service's database and of the two roles that use it.</summary>
/// <param name="Name">The database.</param>
/// <param name="Owner">The login role that owns database and schema and applies the migrations.</param>
/// <param name="Runtime">
/// The login role the service itself runs as: it owns nothing, has no DDL, and row-level security binds it.
/// </param>
public sealed record ServiceDatabase(string Name, string Owner, string Runtime)
{
    /// <summary>The database of a service: <c>focus-catalogue</c> has <c>focus_catalogue</c>.</summary>
    /// <param name="service">The service's name in kebab-case.</param>
    public static ServiceDatabase Of(string service)
    {
        var name = service.Replace('-', '_');
        return new(name, $"{name}_owner", name);
    }
}
