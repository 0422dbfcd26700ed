using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class OtherHubTests(LibraryFixture library)
    : OtherHubs(
        library, Library.V1.LibraryService.Descriptor, Library.Changes.V1.LibraryChangeService.Descriptor),
        IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    protected override Token Token => LibraryFixture.Token(_hub);

    // `Deceive` fails whoever calls it.
    protected override IEnumerable<ContractMethod> Methods =>
        base.Methods.Where(method => method.Descriptor.Name != "Deceive");

    protected override async Task<HubResources> ResourcesAsync()
    {
        var shelf = await library.ShelfAsync(_hub);
        var book = new Library.V1.Book { Title = "B" };
        return new HubResources($"hubs/{_hub}")
            .With(shelf)
            .With(await library.Library(_hub).CreateBookAsync(new() { Parent = shelf.Name, Book = book }));
    }
}
