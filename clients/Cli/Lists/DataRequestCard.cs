using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary>A data request in words.</summary>
static class DataRequestCard
{
    /// <summary>All about a request; a line without text has nothing to say.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(DataRequest request) =>
    [
        ("request", $"{request.Name}, {request.Type.Plain()}, {request.State.Plain()}"),
        ("from", request.Email.Length > 0 ? $"{request.DisplayName} <{request.Email}>" : request.DisplayName),
        ("about", request.Participant),
        ("came", England.Day(request.ReceiveDate)),
        ("due", $"{England.Day(request.DueDate)}{(request.Overdue ? ", which is over" : "")}"),
        ("asks", request.Message),
        .. request.Pauses.Select(pause => ("waited", Waited(pause))),
        ("extended", request.Extension is { } more ? $"told on {England.Day(more.NotifyDate)}. {more.Reason}" : ""),
        ("erased", request.Erasure is { } erasure ? Erased(erasure) : ""),
        ("ended", request.Outcome == default ? ""
            : $"{request.Outcome.Plain()}, {England.Day(request.CloseDate)}. {request.OutcomeReason}"),
    ];

    static string Waited(DataRequest.Types.Pause pause) =>
        $"for {pause.Kind.Plain()}, from {England.Day(pause.StartDate)} "
            + (pause.EndDate.Length > 0 ? $"to {England.Day(pause.EndDate)}" : "on") + $". {pause.Reason}";

    static string Erased(DataRequest.Types.Erasure erasure) => erasure.PendingServices.Count == 0
        ? England.Moment(erasure.EraseTime)
        : $"{England.Moment(erasure.EraseTime)}; not confirmed yet: {string.Join(", ", erasure.PendingServices)}";
}
