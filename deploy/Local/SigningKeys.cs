using System.Security.Cryptography;

namespace Mastery.Local;

/// <summary>The signing keys of the local suite's tokens: created once and kept with its data.</summary>
static class SigningKeys
{
    static readonly string[] Names = ["first", "second"];

    /// <summary>The paths of both keys, which are made where they are missing.</summary>
    public static string[] In(string folder)
    {
        var keys = Directory.CreateDirectory(Place(folder));
        return [.. Names.Select(name => Ensure(Path.Combine(keys.FullName, $"{name}.pem")))];
    }

    /// <summary>Removes both: tokens signed by them are refused from then on.</summary>
    public static void Erase(string folder)
    {
        if (Directory.Exists(Place(folder)))
        {
            Directory.Delete(Place(folder), recursive: true);
        }
    }

    static string Place(string folder) => Path.Combine(folder, "keys");

    static string Ensure(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written to another file and moved, so that an interrupted start leaves no partial key.
        using (var writer = new StreamWriter($"{path}.new", options))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        File.Move($"{path}.new", path);
        return path;
    }
}
