namespace Mastery.Postgres;

/// <summary>
/// No PostgreSQL server is available. The message says what is wrong, where, and what to do next.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="cause">What led to it.</param>
public sealed class PostgresUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
