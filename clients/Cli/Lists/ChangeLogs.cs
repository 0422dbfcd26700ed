using System.Text.Json.Serialization;
using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Cli.Connection;
using Mastery.Contracts;

namespace Mastery.Cli.Lists;

/// <summary>The services that have a change log, in words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeLogOf>))]
enum ChangeLogOf
{
    [JsonStringEnumMemberName("participants")]
    Participants,
    [JsonStringEnumMemberName("plans")]
    Plans,
    [JsonStringEnumMemberName("catalogue")]
    Catalogue,
    [JsonStringEnumMemberName("access")]
    Access,
}

/// <summary>Which change log is meant, and its methods.</summary>
static class ChangeLogs
{
    public static Func<ListChangesRequest, CallOptions, AsyncUnaryCall<ListChangesResponse>> Listing(
        this ApiClients api, ChangeLogOf log) => log switch
        {
            ChangeLogOf.Plans => api.PlanChanges.ListChangesAsync,
            ChangeLogOf.Catalogue => api.CatalogueChanges.ListChangesAsync,
            ChangeLogOf.Access => api.AccessChanges.ListChangesAsync,
            _ => api.ParticipantChanges.ListChangesAsync,
        };

    public static Func<WatchChangesRequest, CallOptions, AsyncServerStreamingCall<WatchChangesResponse>> Watching(
        this ApiClients api, ChangeLogOf log) => log switch
        {
            ChangeLogOf.Plans => api.PlanChanges.WatchChanges,
            ChangeLogOf.Catalogue => api.CatalogueChanges.WatchChanges,
            ChangeLogOf.Access => api.AccessChanges.WatchChanges,
            _ => api.ParticipantChanges.WatchChanges,
        };

    public static Func<VerifyChangesRequest, CallOptions, AsyncUnaryCall<VerifyChangesResponse>> Verifying(
        this ApiClients api, ChangeLogOf log) => log switch
        {
            ChangeLogOf.Plans => api.PlanChanges.VerifyChangesAsync,
            ChangeLogOf.Catalogue => api.CatalogueChanges.VerifyChangesAsync,
            ChangeLogOf.Access => api.AccessChanges.VerifyChangesAsync,
            _ => api.ParticipantChanges.VerifyChangesAsync,
        };

    /// <summary>The log that has the changes of a resource.</summary>
    public static ChangeLogOf Of(string resource) =>
        ResourceTypes.Find(ResourceTypes.Naming(resource))?.Message.File.Package.Split('.')[1] switch
        {
            "development_plans" => ChangeLogOf.Plans,
            "focus_catalogue" => ChangeLogOf.Catalogue,
            "access" => ChangeLogOf.Access,
            _ => ChangeLogOf.Participants,
        };
}
