using Google.Api;
using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Format = Mastery.DevelopmentPlans.V1.ExportPlanRequest.Types.Format;

namespace Mastery.DevelopmentPlans;

/// <summary>Exports plans for people: the same content in each format.</summary>
public sealed class PlanExporter(
    ContentStore contents,
    LineageStore lineage,
    ExportPeersReader peers,
    TermDatesStore termDates,
    TimeProvider clock)
{
    public async Task<HttpBody> ExportAsync(V1.ExportPlanRequest request, CancellationToken cancellationToken)
    {
        var content = await contents.GetWholeAsync(request.Name);
        var line = content.Plan.ContinuesId is null ? [] : await lineage.GetAsync(request.Name);
        var terms = await termDates.OfAsync(content.Plan.HubId, AcademicYear.Parse(content.Plan.AcademicYear));
        var known = await peers.ReadAsync(content, cancellationToken);
        return Write(PlanSheetMaker.Make(content, line, known, terms.Dates, EnglandTime.Today(clock)), request.Format);
    }

    static HttpBody Write(PlanSheet sheet, Format format) => format switch
    {
        Format.Csv => Body("text/csv; charset=utf-8; header=present", ByteString.CopyFrom(PlanCsv.Write(sheet))),
        Format.Json => Body("application/json", ByteString.CopyFromUtf8(PlanJson.Write(sheet))),
        _ => Body("text/html; charset=utf-8", ByteString.CopyFromUtf8(PlanPage.Write(sheet))),
    };

    static HttpBody Body(string contentType, ByteString data) => new() { ContentType = contentType, Data = data };
}
