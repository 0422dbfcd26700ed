using Status = Mastery.Participants.V1.Trust.Types.Status;

namespace Mastery.Participants.Tests;

/// <summary>Rows of groups and group links, as GIAS has them.</summary>
static class TrustRows
{
    static int _uids = 20_000;

    public static string FreshUid() => $"{Interlocked.Increment(ref _uids)}";

    /// <summary>An open multi-academy trust.</summary>
    public static V1.TrustRecord Trust(string uid, Action<V1.TrustRecord>? change = null)
    {
        var record = new V1.TrustRecord
        {
            Line = 2,
            Uid = uid,
            DisplayName = $"Ridings Learning Trust {uid}",
            CompaniesHouseNumber = "7654321",
            Ukprn = "10058001",
            Type = new() { Code = "6", DisplayName = "Multi-academy trust" },
            Status = Status.Open,
            OpenDate = "2012-04-01",
            CloseDate = "",
        };
        change?.Invoke(record);
        return record;
    }

    /// <summary>A school of a trust, with what the links file says of the trust.</summary>
    public static V1.TrustMembershipRecord Member(
        string urn, string uid, string joined = "2020-09-01", Action<V1.TrustRecord>? change = null)
    {
        var trust = Trust(uid, change);
        trust.ClearUkprn();
        return new() { Line = 3, Urn = urn, JoinDate = joined, Trust = trust };
    }

    public static void Closed(V1.TrustRecord trust)
    {
        trust.Status = Status.Closed;
        trust.CloseDate = "2024-08-31";
    }
}
