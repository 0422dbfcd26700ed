using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Mastery.Clients;
using Mastery.Mis;
using Mastery.Participants.V1;
using Client = Mastery.Participants.V1.RosterService.RosterServiceClient;

namespace Mastery.Cli.Connector;

/// <summary>What is asked of the suite for the staff that were read.</summary>
static class FeedRequests
{
    extension(StaffFeed feed)
    {
        /// <summary>Whether nothing was read because nothing has changed.</summary>
        public bool IsEmpty => feed.List.Records.Count == 0 && feed.List.Start.Mode == FeedMode.Delta;

        /// <summary>What the staff are sent as.</summary>
        public RosterSyncHeader Header(ConnectorSettings settings)
        {
            var header = feed.List.Header(settings.Source, settings.System, null);
            header.Subject = settings.Subject;
            if (settings.Guard is { } guard)
            {
                header.GuardPercent = guard;
            }

            return header;
        }

        /// <summary>A digest of all that would be sent.</summary>
        public string Digest(ConnectorSettings settings)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(feed.Header(settings).ToByteArray());
            foreach (var record in feed.List.Records.OrderBy(record => record.Id, StringComparer.Ordinal))
            {
                hash.AppendData(record.ToByteArray());
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>The id of the request that plans it: the same for the same staff until the plan is done.</summary>
    public static string RequestId(string digest, Guid seed)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {digest}")).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }

    /// <summary>How many reviews of the source wait in a hub.</summary>
    public static async Task<int> WaitingAsync(this Client rosters, string hub, ConnectorSettings settings) =>
        await Paging.AllAsync(
            rosters.ListMatchReviewsAsync,
            new ListMatchReviewsRequest
            {
                Parent = hub,
                PageSize = 1000,
                Filter = $"source = \"{settings.Source}\" AND state = WAITING",
            },
            page => page.MatchReviews).CountAsync();
}
