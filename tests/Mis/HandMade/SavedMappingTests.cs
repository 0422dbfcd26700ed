using Mastery.Mis.Tests.Reading;

namespace Mastery.Mis.Tests.HandMade;

/// <summary>A file that is read by the mapping of an earlier one, and has other columns by now.</summary>
public sealed class SavedMappingTests : IDisposable
{
    readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("Nr,Surname,Forename,TRN", null)]
    [InlineData("Other,nr,Forename,surname,trn", null)]
    [InlineData("Staff ID,Surname,Forename,TRN", "does not have the column \"Nr\" (id), which the column")]
    [InlineData("Nr,Surname,Forename", "does not have the column \"TRN\" (trn), which")]
    [InlineData("Nr,Name,Forename,TRN", "does not have the column \"Surname\" (familyName), which")]
    [InlineData("A,Surname,Forename,B", "does not have the columns \"Nr\" (id), \"TRN\" (trn), which")]
    public async Task Is_refused_without_one_that_the_mapping_reads(string header, string? refusal)
    {
        var cells = string.Join(',', header.Split(',').Select(_ => "1234567"));
        var path = _files.Write("staff.csv", $"Hill School\n{header}\n{cells}\n");
        var mapping = new ColumnMapping
        {
            Columns = new Dictionary<string, string>
            {
                ["id"] = "Nr",
                ["familyName"] = "Surname",
                ["givenName"] = "Forename",
                ["trn"] = "TRN",
            },
        };

        var failure = await Record.ExceptionAsync(() => TestFiles.ReadAsync(path, new() { Mapping = mapping }));

        if (refusal is null)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Contains($"staff.csv {refusal}", Assert.IsType<StaffSourceException>(failure).Message,
                StringComparison.Ordinal);
        }
    }
}
