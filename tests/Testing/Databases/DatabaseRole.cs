namespace Mastery.Testing;

/// <summary>As whom to look at a database.</summary>
public enum DatabaseRole
{
    /// <summary>A superuser, bound by nothing.</summary>
    Administrator,

    /// <summary>The role that owns the schema and migrates it.</summary>
    Owner,

    /// <summary>The role that the service runs as.</summary>
    Runtime,
}
