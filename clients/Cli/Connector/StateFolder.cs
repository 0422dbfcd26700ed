using System.Text.Json;
using Mastery.Cli.Rosters;

namespace Mastery.Cli.Connector;

/// <summary>The folder of a connector's state. One connector has it at a time; the lock ends with the process, however
/// that ends.</summary>
sealed class StateFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const string FileName = "state.json";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly string _path;
    readonly FileStream _lock;

    StateFolder(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Takes it.</summary>
    /// <exception cref="ConfigurationException">Another connector has it, or it cannot be written.</exception>
    public static StateFolder Take(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }

            return new(path, new(
                Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"stateFolder: {path} may not be written by this user"]);
        }
        catch (IOException)
        {
            throw new ConfigurationException([$"stateFolder: another connector uses {path}, or it cannot be written; "
                + "each connector needs a folder of its own"]);
        }
    }

    /// <summary>Reads the state of a folder; an empty one where there is none.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static ConnectorState Read(string path)
    {
        var file = Path.Combine(path, FileName);
        return !File.Exists(file) ? new()
            : JsonSerializer.Deserialize<ConnectorState>(File.ReadAllText(file), Json)
                ?? throw new JsonException();
    }

    /// <summary>Reads the state. One that is damaged is set aside.</summary>
    /// <param name="damaged">Gets the file where it now is.</param>
    public ConnectorState Load(Action<string> damaged)
    {
        try
        {
            return Read(_path);
        }
        catch (JsonException)
        {
            var aside = Path.Combine(_path, $"{FileName}.damaged");
            File.Move(Path.Combine(_path, FileName), aside, overwrite: true);
            damaged(aside);
            return new();
        }
    }

    /// <summary>Keeps the state: wholly, or as it was before.</summary>
    public void Save(ConnectorState state)
    {
        var file = Path.Combine(_path, FileName);
        using (var stream = PrivateFile.Create($"{file}.new"))
        {
            JsonSerializer.Serialize(stream, state, Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
