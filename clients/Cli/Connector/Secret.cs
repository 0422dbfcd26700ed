namespace Mastery.Cli.Connector;

/// <summary>A secret that stands in an environment variable or a file. It is read each time that it is needed, so that
/// a new one is used without a restart.</summary>
/// <param name="variable">The variable; null for a file.</param>
/// <param name="file">The file.</param>
sealed class Secret(string? variable, string? file)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ConfigurationException">It is not there.</exception>
    public string Read() => Problem() is { } problem ? throw new ConfigurationException([problem]) : Value();

    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Problem()
    {
        try
        {
            return Value().Length > 0 ? null
                : variable is not null ? $"the environment variable {variable} is not set" : $"{file} is empty";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is UnauthorizedAccessException ? $"{file} may not be read by this user"
                : $"there is no file {file}";
        }
    }

    string Value() => variable is not null ? Environment.GetEnvironmentVariable(variable) ?? ""
        : File.ReadAllText(file!).Trim();
}
