"""The offline side: from a folder of pictures to the model folder that the page loads."""
