using Mastery.Cli.Gias;
using Mastery.Testing.Gias;

namespace Mastery.Cli.Tests.Gias;

/// <summary>Runs while no other test does: it weighs the memory of the whole process.</summary>
[CollectionDefinition(nameof(LongFileTests), DisableParallelization = true)]
[Collection(nameof(LongFileTests))]
public sealed class LongFileTests
{
    [Fact]
    public void Keeps_little_in_memory_however_long_the_file()
    {
        using var stream = new MemoryStream();
        new GiasFileGenerator().Write(stream, 10_000);
        var reader = GiasSchoolReader.Open(stream);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var most = 0L;
        foreach (var row in reader.Read())
        {
            if (row.Line % 2_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.InRange(most, 0, 4_000_000);
    }
}
