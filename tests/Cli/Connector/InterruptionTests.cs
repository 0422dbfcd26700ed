using Grpc.Core;
using Mastery.Cli.Commands;

namespace Mastery.Cli.Tests.Connector;

/// <summary>Ended at any point and started again, the connector comes to the same end.</summary>
public sealed class InterruptionTests : ConnectorTest
{
    [Fact]
    public async Task Comes_to_the_same_wherever_it_was_ended()
    {
        string[][] lists =
        [
            ["1,Ash", "2,Birch", "3,Cedar", "4,Doyle", "5,Elm"], ["1,Ashe", "2,Birch", "3,Cedar", "4,Doyle", "6,Fir"],
        ];
        World.ToDecide.Add("2");
        List<string> points = [];
        foreach (var list in lists)
        {
            WriteStaff(list);
            for (var skip = 0; ; skip++)
            {
                var (point, state) = await EndAtAsync(skip);
                if (point is null)
                {
                    break;
                }

                // As after a sudden end: the state is what it was there.
                Restore(state);
                Assert.Equal(ExitCode.NeedsPerson, await OnceAsync());
                Assert.Equal(list.Length - 1, World.Staff.Count);
                points.Add(point);
                Restore(null);
                World.Staff.Clear();
            }
        }

        Assert.Equal(
            ["before plan", "after plan", "before apply", "after apply", "before reviews", "after reviews"],
            points.Distinct());
    }

    [Fact]
    public async Task Sends_what_was_planned_and_not_kept_under_the_same_id()
    {
        WriteStaff("1,Ash");
        Settings.Remove("apply");
        await OnceAsync();
        WriteStaff("1,Ash", "2,Birch");
        var (point, state) = await EndAtAsync(3);
        Restore(state);
        var plans = World.Plans.Count;

        await OnceAsync();

        Assert.Equal("after plan", point);
        Assert.Equal(plans, World.Plans.Count);
    }

    async Task<(string? Point, string? State)> EndAtAsync(int skip)
    {
        string? ended = null;
        string? state = null;
        World.At = point =>
        {
            if (skip-- == 0)
            {
                (ended, state) = (point, File.Exists(StateFile) ? File.ReadAllText(StateFile) : null);
                throw new RpcException(new Status(StatusCode.Aborted, "ended here"));
            }
        };
        await OnceAsync();
        World.At = _ => { };
        return (ended, state);
    }

    void Restore(string? state)
    {
        if (state is null)
        {
            File.Delete(StateFile);
        }
        else
        {
            File.WriteAllText(StateFile, state);
        }
    }
}
