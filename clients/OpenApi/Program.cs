using Mastery.OpenApi;

// Writes the document and the requests into the checkout, from the folder in which it is started.
var checkout = args is [var folder] ? folder : ".";
await File.WriteAllTextAsync(Path.Combine(checkout, ContractDocument.Path), ContractDocument.Text());
await File.WriteAllTextAsync(Path.Combine(checkout, HttpFile.Path), HttpFile.Of(ContractDocument.Make()));
Console.WriteLine($"{ContractDocument.Path}\n{HttpFile.Path}");
