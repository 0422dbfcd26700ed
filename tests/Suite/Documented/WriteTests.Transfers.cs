namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    const string OtherHub = "hubs/west-yorkshire";

    async Task TransfersAsync()
    {
        var department = await DepartmentAsync("SUBJECT_SCIENCE", "schools/980013");
        await _calls.CallAsync("cancelDepartmentTransfer", await OfferAsync(department), Reason);
        await _calls.CallAsync("declineDepartmentTransfer", There(await OfferAsync(department)), Reason);
        await _calls.CallAsync("acceptDepartmentTransfer", There(await OfferAsync(department)));
    }

    Task<string> OfferAsync(string department) => _calls.NameAsync("createDepartmentTransfer", Hub, new
    {
        department,
        toHub = OtherHub,
        reason = "To try it",
    });

    static string There(string transfer) => transfer.Replace(Hub, OtherHub, StringComparison.Ordinal);
}
