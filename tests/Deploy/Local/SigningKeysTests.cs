using System.Security.Cryptography;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Local;

public sealed class SigningKeysTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("mastery-keys-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_two_keys_that_tokens_can_be_signed_by()
    {
        var keys = SigningKeys.In(_folder).Select(File.ReadAllText).ToList();

        Assert.Equal(2, keys.Distinct().Count());
        Assert.All(keys, pem =>
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            Assert.Equal(256, key.KeySize);
        });
    }

    [Fact]
    public void Keeps_them_so_that_tokens_outlive_a_restart()
    {
        var first = SigningKeys.In(_folder).Select(File.ReadAllText).ToList();

        var second = SigningKeys.In(_folder).Select(File.ReadAllText).ToList();

        Assert.Equal(first, second);
    }

    [Fact]
    public void Makes_others_after_they_were_erased()
    {
        var first = SigningKeys.In(_folder).Select(File.ReadAllText).ToList();

        SigningKeys.Erase(_folder);

        Assert.Empty(first.Intersect(SigningKeys.In(_folder).Select(File.ReadAllText)));
    }

    [Fact]
    public void Nobody_else_can_read_them()
    {
        foreach (var path in SigningKeys.In(_folder))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
    }

    [Fact]
    public void Takes_no_half_key_of_a_start_cut_short_for_one()
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName, "first.pem");
        File.WriteAllText($"{path}.new", "-----BEGIN PRIVATE KEY-----");

        var pem = File.ReadAllText(SigningKeys.In(_folder)[0]);

        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
    }
}
